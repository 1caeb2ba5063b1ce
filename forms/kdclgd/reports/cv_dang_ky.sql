-- title: Công văn đăng ký đánh giá ngoài
-- title.en: Letter of registration for external evaluation
-- form: dang_ky_dgn
SELECT f._id AS dang_ky, f.dot, h.truong, h.ten_truong, h.hieu_truong, h.chuc_danh, h.nam_hoc, h.van_ban, f.so_cv, h.dia_danh || ', ' || coalesce(letter_date('ngày %d tháng %m năm %Y', f.ngay_cv), 'ngày      tháng      năm      ') AS ngay,
       (SELECT q.ten FROM v_co_quan AS q WHERE q.truong = h.truong AND f.ngay_cv BETWEEN q.tu AND q.den ORDER BY q.tu DESC LIMIT 1) AS co_quan, coalesce((SELECT b.co_quan FROM v_so_truong AS w JOIN v_noi_ban_hanh AS b ON b.don_vi = w.don_vi WHERE w.truong = h.truong AND f.ngay_cv BETWEEN w.tu AND w.den LIMIT 1), 'Sở Giáo dục và Đào tạo') AS noi_gui,
       coalesce((SELECT k.label FROM hoc_ky AS k WHERE k.code = f.hoc_ky_dk) || ', ', '') || 'năm học ' || coalesce(f.nam_hoc_dk, substr(f.ngay_cv, 1, 4)) || '-' || (coalesce(f.nam_hoc_dk, substr(f.ngay_cv, 1, 4)) + 1) AS luc,
       trim(coalesce('– Kiểm định chất lượng giáo dục: Cấp độ ' || f.cap_do_de_nghi || ';', '') || coalesce(char(10) || '– Chuẩn quốc gia: Mức độ ' || f.muc_do_de_nghi || ';', ''), char(10)) AS de_nghi,
       lower(v.label) AS hinh_thuc, lower(v.label_en) AS hinh_thuc_en, coalesce(f.so_ban, 2) AS so_ban, t.dien_thoai
  FROM dang_ky_dgn AS f
  JOIN v_dau_dot AS h ON h.dot = f.dot
  JOIN truong AS t ON t._id = h.truong
  LEFT JOIN hinh_thuc_cong_nhan AS v ON v.code = f.hinh_thuc_dk
 WHERE f._id = :_id

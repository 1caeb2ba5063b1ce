-- title: Báo cáo kết quả cải tiến chất lượng
-- title.en: Yearly improvement report
-- form: bao_cao_cai_tien
SELECT f.truong, f.nam_hoc_bc, f.ngay_bc, f.nam_hoc_bc || '-' || (f.nam_hoc_bc + 1) AS nam_hoc, s.ten_truong, s.hieu_truong, s.chuc_danh,
       coalesce(f.so_cv_bc, '……/BC-……') AS so_bc, s.dia_danh || ', ' || coalesce(letter_date('ngày %d tháng %m năm %Y', f.ngay_bc), 'ngày      tháng      năm      ') AS ngay, (SELECT q.ten FROM v_co_quan AS q WHERE q.truong = f.truong AND f.ngay_bc BETWEEN q.tu AND q.den ORDER BY q.tu DESC LIMIT 1) AS co_quan,
       coalesce((SELECT b.co_quan FROM v_so_truong AS w JOIN v_noi_ban_hanh AS b ON b.don_vi = w.don_vi WHERE w.truong = f.truong AND f.ngay_bc BETWEEN w.tu AND w.den LIMIT 1), 'Sở Giáo dục và Đào tạo') AS noi_gui, f.tom_tat_bc, coalesce(f.kho_khan_bc, 'Không có.') AS kho_khan, coalesce(f.de_nghi_bc, 'Không có.') AS de_nghi
  FROM bao_cao_cai_tien AS f
  JOIN v_dau_truong AS s ON s.truong = f.truong
 WHERE f._id = :_id

-- title: Phiếu tiếp nhận hồ sơ đăng ký
-- title.en: Receipt of a registration
-- form: tiep_nhan
SELECT f._id AS tiep_nhan, h.truong, h.ten_truong, h.nam_hoc, k.so_cv, letter_date('ngày %d tháng %m năm %Y', k.ngay_cv) AS ngay_cv, letter_date('ngày %d tháng %m năm %Y', f.ngay_nhan) AS ngay_nhan,
       so.co_quan AS so_gd, so.co_quan_tren AS tren_so, so.dia_danh || ', ' || letter_date('ngày %d tháng %m năm %Y', f.ngay_nhan) AS ngay,
       m.label AS muc_dich, m.label_en AS muc_dich_en, coalesce(u.ten, 'Nhà trường gửi trực tiếp') AS noi_chuyen,
       coalesce(q.label, '') || iif(f.so_thieu > 0, ' (thiếu ' || f.so_thieu || ' thành phần bắt buộc)', '') AS ket_qua,
       coalesce(q.label_en, '') || iif(f.so_thieu > 0, ' (' || f.so_thieu || ' needed items missing)', '') AS ket_qua_en,
       trim(coalesce('Nội dung cần bổ sung: ' || f.yeu_cau_bs || coalesce(' Hạn bổ sung: ' || strftime('%d/%m/%Y', f.han_bs) || '.', '') || char(10), '')
         || coalesce('Đã thông báo cho trường: ' || letter_date('ngày %d tháng %m năm %Y', f.ngay_thong_bao) || '.' || char(10), '')
         || coalesce('Hạn thành lập đoàn đánh giá ngoài: ' || letter_date('ngày %d tháng %m năm %Y', f.han_lap_doan) || '.', ''), char(10)) AS tiep_theo
  FROM tiep_nhan AS f
  JOIN dang_ky_dgn AS k ON k._id = f.dang_ky
  JOIN v_dau_dot AS h ON h.dot = k.dot
  LEFT JOIN v_so_truong AS w ON w.truong = h.truong AND f.ngay_nhan BETWEEN w.tu AND w.den
  LEFT JOIN v_noi_ban_hanh AS so ON so.don_vi = w.don_vi
  LEFT JOIN don_vi AS u ON u._id = f.don_vi_chuyen
  LEFT JOIN muc_dich AS m ON m.code = k.muc_dich_dk
  LEFT JOIN ket_qua_tiep_nhan AS q ON q.code = f.ket_qua_tn
 WHERE f._id = :_id

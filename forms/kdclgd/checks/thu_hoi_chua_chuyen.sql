-- Recognitions that were withdrawn by decision and still stand as in force.
SELECT 'warning' AS severity, 'cong_nhan' AS form, c._id AS id, 'so_qd_cn' AS field,
       'Quyết định ' || c.so_qd_cn || ' đã bị thu hồi ngày ' || strftime('%d/%m/%Y', h.ngay_qd_th) || ', cần chuyển sang “Đã thu hồi”' AS message,
       'Decision ' || c.so_qd_cn || ' was withdrawn on ' || strftime('%d/%m/%Y', h.ngay_qd_th) || ': move it to “Withdrawn”' AS message_en
  FROM thu_hoi AS h
  JOIN cong_nhan AS c ON c._id = h.cong_nhan
 WHERE c.truong = coalesce(:truong, c.truong) AND h._state = 'da_thu_hoi' AND c._state = 'hieu_luc'

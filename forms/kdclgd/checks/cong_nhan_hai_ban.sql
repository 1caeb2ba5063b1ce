-- Recognitions that a newer one of the same school and kind has followed, and that were not moved to “replaced”.
SELECT 'warning' AS severity, 'cong_nhan' AS form, c._id AS id, 'so_qd_cn' AS field,
       'Quyết định ' || c.so_qd_cn || ' đã có quyết định mới hơn, cần chuyển sang “Đã thay thế”' AS message,
       'Decision ' || c.so_qd_cn || ' was followed by a newer one: move it to “Replaced”' AS message_en
  FROM cong_nhan AS c
 WHERE c.truong = coalesce(:truong, c.truong) AND c._state = 'hieu_luc'
   AND EXISTS (SELECT 1 FROM cong_nhan AS s
                WHERE s.truong = c.truong AND s.loai_cn = c.loai_cn AND s._state = 'hieu_luc' AND s.ngay_ky > c.ngay_ky)

-- What the school that is worked for has to mend within thirty days, or is late with: requests of visits, and warnings about a recognition.
SELECT 'todo' AS severity, 'ho_tro_giam_sat' AS form, h._id AS id, 'ngay_khac_phuc' AS field,
       iif(h.han_hts < :today, 'Quá hạn khắc phục kiến nghị ngày ', 'Sắp đến hạn khắc phục kiến nghị ngày ') || strftime('%d/%m/%Y', h.ngay_hts) AS message,
       iif(h.han_hts < :today, 'Late: requests of the visit of ', 'To be mended: requests of the visit of ') || strftime('%d/%m/%Y', h.ngay_hts) AS message_en,
       h.han_hts AS due
  FROM ho_tro_giam_sat AS h
 WHERE h.truong = coalesce(:truong, h.truong) AND h._state = 'mo' AND h.ngay_khac_phuc IS NULL AND h.han_hts <= date(:today, '+30 days')
UNION ALL
SELECT 'todo', 'thu_hoi', t._id, 'han_kp',
       iif(t.han_kp < :today, 'Quá hạn khắc phục để giữ công nhận ', 'Sắp đến hạn khắc phục để giữ công nhận ') || c.so_qd_cn,
       iif(t.han_kp < :today, 'Late: mending for recognition ', 'To be mended for recognition ') || c.so_qd_cn, t.han_kp
  FROM cong_nhan AS c
  JOIN thu_hoi AS t ON t.cong_nhan = c._id
 WHERE c.truong = coalesce(:truong, c.truong) AND t._state IN ('nhac', 'cho_khac_phuc') AND t.han_kp <= date(:today, '+30 days')

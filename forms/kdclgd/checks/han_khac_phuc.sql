-- What a visit asked the school that is worked for to mend within thirty days, or is late with.  (Deadlines of recognitions: qua_han.sql.)
SELECT 'todo' AS severity, 'ho_tro_giam_sat' AS form, h._id AS id, 'ngay_khac_phuc' AS field,
       iif(h.han_hts < :today, 'Quá hạn khắc phục kiến nghị ngày ', 'Sắp đến hạn khắc phục kiến nghị ngày ') || strftime('%d/%m/%Y', h.ngay_hts) AS message,
       iif(h.han_hts < :today, 'Late: requests of the visit of ', 'To be mended: requests of the visit of ') || strftime('%d/%m/%Y', h.ngay_hts) AS message_en,
       h.han_hts AS due
  FROM ho_tro_giam_sat AS h
 WHERE h.truong = coalesce(:truong, h.truong) AND h._state = 'mo' AND h.ngay_khac_phuc IS NULL AND h.han_hts <= date(:today, '+30 days')

-- A report goes to the department when each point that the school sent in time has an answer; asked when a report is moved.
SELECT 'error' AS severity, 'bao_cao_dgn' AS form, b._id AS id, 'han_phan_hoi' AS field,
       'Chưa trả lời phản hồi số ' || p.so_ph || ' của trường' AS message,
       'Point ' || p.so_ph || ' of the school has no answer yet' AS message_en
  FROM bao_cao_dgn AS b
  JOIN moc_han AS m ON m.code = 'phan_hoi_dgn'
  JOIN phan_hoi AS p ON p.doan = b.doan AND p._state <> 'truong_viet' AND p.ngay_gui_ph <= add_workdays(b.ngay_gui_truong, m.cong)
 WHERE b._id = :_record AND b._state = 'hoan_thien' AND NOT EXISTS (SELECT 1 FROM tra_loi_phan_hoi AS t WHERE t.phan_hoi = p._id)

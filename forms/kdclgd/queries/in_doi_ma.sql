-- The codes of a period's evidence that were others, in the order of their changes; it comes from the program (:_codes).
SELECT row_number() OVER (ORDER BY j.key) AS tt, strftime('%d/%m/%Y', j.value ->> 'at', '+7 hours') AS ngay, j.value ->> 'who' AS nguoi, g.ten_mc,
       j.value ->> 'old' AS cu, j.value ->> 'new' AS moi, m.ma_mc AS nay,
       CASE j.value ->> 'op' WHEN 'renumber' THEN 'Đánh số lại' WHEN 'renumber-undo' THEN 'Trả lại mã cũ' ELSE 'Sửa mã' END || coalesce(': ' || (j.value ->> 'reason'), '') AS ly_do,
       CASE j.value ->> 'op' WHEN 'renumber' THEN 'Renumbered' WHEN 'renumber-undo' THEN 'Taken back' ELSE 'Changed' END || coalesce(': ' || (j.value ->> 'reason'), '') AS ly_do_en
  FROM json_each(:doi_ma) AS j
  JOIN minh_chung__ma AS m ON m.dot_mc = :dot AND j.value ->> 'path' = 'ma/' || m._row_key || '/ma_mc'
  JOIN minh_chung AS g ON g._id = m._record
  JOIN truong AS t ON t._id = g.truong AND j.value ->> 'key' = t.ma_truong || '|' || g.so_mc
 ORDER BY j.key

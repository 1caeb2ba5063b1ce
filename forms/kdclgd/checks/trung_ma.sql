-- Two items of evidence with one code in the same period.
SELECT 'error' AS severity, 'minh_chung' AS form, v._id AS id, 'ma/' || m._row_key || '/ma_mc' AS field,
       'Mã ' || m.ma_mc || ' còn được dùng cho minh chứng khác trong đợt này' AS message,
       'Code ' || m.ma_mc || ' is another item''s, too, in this period' AS message_en,
       d.han_nop AS due
  FROM minh_chung AS v
  JOIN minh_chung__ma AS m ON m._record = v._id
  JOIN dot_tdg AS d ON d._id = m.dot_mc
 WHERE d._id = coalesce(:dot_tdg, d._id) AND d.truong = coalesce(:truong, d.truong)
   AND EXISTS (SELECT 1 FROM minh_chung__ma AS k WHERE k.dot_mc = m.dot_mc AND k.ma_mc = m.ma_mc AND (k._record <> m._record OR k._row_key <> m._row_key))

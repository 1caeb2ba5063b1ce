-- Evidence with a code in this period that nobody cites.
SELECT 'warning' AS severity, 'minh_chung' AS form, v._id AS id, 'ma/' || m._row_key || '/ma_mc' AS field,
       'Chưa phiếu nào dùng minh chứng ' || m.ma_mc || ' ' || v.ten_mc AS message,
       'No sheet cites evidence ' || m.ma_mc || ' ' || v.ten_mc AS message_en,
       d.han_nop AS due
  FROM minh_chung AS v
  JOIN minh_chung__ma AS m ON m._record = v._id
  JOIN dot_tdg AS d ON d._id = m.dot_mc
 WHERE d._id = coalesce(:dot_tdg, d._id) AND d.truong = coalesce(:truong, d.truong)
   AND d._state IN ('viet', 'hop_duyet', 'tra_lai', 'rut')
   AND m.ma_mc NOT IN (SELECT t.ma FROM v_trich_dan AS t WHERE t.dot = m.dot_mc)

-- Evidence with a code in this period that nobody cites.
WITH dot AS MATERIALIZED (
  SELECT k._id AS id, k.han_nop AS han_nop FROM dot_tdg AS k
   WHERE k._id IN (SELECT :dot_tdg UNION ALL SELECT a._id FROM dot_tdg AS a WHERE :dot_tdg IS NULL)
     AND (:truong IS NULL OR k.truong = :truong) AND k._state IN ('viet', 'hop_duyet', 'tra_lai', 'rut')
)
SELECT 'warning' AS severity, 'minh_chung' AS form, v._id AS id, 'ma/' || m._row_key || '/ma_mc' AS field,
       'Chưa phiếu nào dùng minh chứng ' || m.ma_mc || ' ' || v.ten_mc AS message,
       'No sheet cites evidence ' || m.ma_mc || ' ' || v.ten_mc AS message_en,
       dot.han_nop AS due
  FROM dot
  JOIN minh_chung__ma AS m ON m.dot_mc = dot.id
  JOIN minh_chung AS v ON v._id = m._record
 WHERE (m.dot_mc, m.ma_mc) NOT IN (SELECT t.dot, t.ma FROM dot AS d CROSS JOIN v_trich_dan AS t ON t.dot = d.id)

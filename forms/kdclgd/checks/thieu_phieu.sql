-- A period is being written and sheets are missing: one line.
SELECT 'todo' AS severity, 'dot_tdg' AS form, d._id AS id, 'pham_vi' AS field,
       'Còn thiếu ' || count(*) || ' phiếu tiêu chí' AS message,
       count(*) || ' criterion sheets are missing' AS message_en,
       d.han_nop AS due
  FROM v_phieu AS v
  JOIN dot_tdg AS d ON d._id = v.dot
 WHERE v.dot = :dot_tdg AND v.phieu IS NULL
   AND d._state IN ('thu_thap', 'viet', 'hop_duyet', 'tra_lai', 'rut')
HAVING count(*) > 0

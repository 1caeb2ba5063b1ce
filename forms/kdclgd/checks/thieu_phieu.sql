-- A period is being written and sheets are missing: one line per period.
SELECT 'todo' AS severity, 'dot_tdg' AS form, d._id AS id, 'pham_vi' AS field,
       'Còn thiếu ' || count(*) || ' phiếu tiêu chí' AS message,
       count(*) || ' criterion sheets are missing' AS message_en,
       d.han_nop AS due
  FROM dot_tdg AS d
  JOIN v_phieu AS v ON v.dot = d._id AND v.phieu IS NULL
 WHERE d._id = coalesce(:dot_tdg, d._id) AND d.truong = coalesce(:truong, d.truong)
   AND d._state IN ('thu_thap', 'viet', 'hop_duyet', 'tra_lai', 'rut')
 GROUP BY d._id

-- Step 7: the report is handed in.
SELECT count(CASE WHEN d._state IN ('da_nop', 'tiep_nhan', 'cong_bo', 'khoa') THEN 1 END) AS done, count(*) AS total,
       max('Hạn ' || strftime('%d/%m/%Y', d.han_nop)) AS state,
       max('Due ' || strftime('%d/%m/%Y', d.han_nop)) AS state_en
  FROM dot_tdg AS d
 WHERE d._id = :dot_tdg

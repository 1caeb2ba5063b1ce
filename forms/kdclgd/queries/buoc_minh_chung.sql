-- Step 2: indicators found met that name their evidence.
SELECT coalesce(sum(v.so_dat - v.thieu_mc), 0) AS done, coalesce(sum(v.so_dat), 0) AS total
  FROM v_chi_bao_muc AS v
 WHERE v.dot = :dot_tdg

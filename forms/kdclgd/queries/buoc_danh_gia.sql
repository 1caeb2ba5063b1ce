-- Step 3: criteria of which every needed indicator is assessed.
SELECT count(CASE WHEN v.phieu IS NOT NULL
                   AND (v.muc_chua IS NULL
                        OR v.muc_chua > max(v.muc_phan_dau, CASE v.loai WHEN 'khoan' THEN 4 ELSE 1 END)) THEN 1 END) AS done,
       count(*) AS total
  FROM v_phieu AS v
 WHERE v.dot = :dot_tdg

-- Step 4: sheets that are written or approved.
SELECT count(CASE WHEN v.trang_thai IN ('xong', 'hoi_dong_duyet') THEN 1 END) AS done, count(*) AS total
  FROM v_phieu AS v
 WHERE v.dot = :dot_tdg

-- Step 5: conclusions on the standards that are written.
SELECT count(CASE WHEN k._state = 'xong' THEN 1 END) AS done, count(*) AS total
  FROM v_tieu_chuan AS v
  LEFT JOIN ket_luan_tieu_chuan AS k ON k.dot = v.dot AND k.cap_hoc = v.cap_hoc AND k.tieu_chuan = v.tieu_chuan
 WHERE v.dot = :dot_tdg

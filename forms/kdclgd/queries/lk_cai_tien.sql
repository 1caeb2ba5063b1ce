-- Improvement tasks of one school that were due, or done, in the school year that begins in :nam_hoc_bc (v_viec_nam); late: on the day of the
-- report.
SELECT count(*) AS so_viec, count(CASE WHEN v._state = 'xong' THEN 1 END) AS da_xong,
       count(CASE WHEN v._state IN ('chua_lam', 'dang_lam') AND v.han_vc < :ngay_bc THEN 1 END) AS qua_han,
       count(CASE WHEN v._state = 'khong_lam_duoc' THEN 1 END) AS khong_lam_duoc
  FROM v_viec_nam AS n
  JOIN viec_cai_tien AS v ON v._id = n.viec
 WHERE n.truong = :truong AND n.nam = :nam_hoc_bc

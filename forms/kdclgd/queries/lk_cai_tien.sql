-- Improvement tasks of one school that were due, or done, in the school year that begins in :nam_hoc_bc (1 September to 31 August);
-- late: on the day of the report.
SELECT count(*) AS so_viec, count(CASE WHEN v._state = 'xong' THEN 1 END) AS da_xong,
       count(CASE WHEN v._state IN ('chua_lam', 'dang_lam') AND v.han_vc < :ngay_bc THEN 1 END) AS qua_han,
       count(CASE WHEN v._state = 'khong_lam_duoc' THEN 1 END) AS khong_lam_duoc
  FROM viec_cai_tien AS v
 WHERE v.truong = :truong
   AND (v.han_vc BETWEEN :nam_hoc_bc || '-09-01' AND (:nam_hoc_bc + 1) || '-08-31' OR v.ngay_xong_vc BETWEEN :nam_hoc_bc || '-09-01' AND (:nam_hoc_bc + 1) || '-08-31')

-- One row for each indicator of the criterion; people add rows where an indicator holds several requirements.
SELECT c.code AS ma_dong, c.code AS chi_bao_nh
  FROM chi_bao AS c
 WHERE c.tieu_chi = :tieu_chi AND c._retired = 0
 ORDER BY c.thu_tu

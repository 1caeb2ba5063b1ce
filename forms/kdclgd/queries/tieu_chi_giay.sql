-- The criteria of the rule set that the paper goes by.
SELECT t.code AS tieu_chi_kq
  FROM tieu_chi AS t
 WHERE t.bo = :bo_kq AND t.loai = 'tieu_chi' AND t._retired = 0
 ORDER BY t.thu_tu

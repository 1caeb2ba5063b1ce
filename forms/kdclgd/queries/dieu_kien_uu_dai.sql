-- The conditions of a policy.
SELECT d.code AS dieu_kien_dn
  FROM co_che_uu_dai AS k
  JOIN dieu_kien_uu_dai AS d ON d.quy_tac_ud = k.quy_tac_cc AND d._retired = 0
 WHERE k._id = :co_che_dn
 ORDER BY d.thu_tu

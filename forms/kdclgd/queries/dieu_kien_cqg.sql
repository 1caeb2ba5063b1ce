-- The conditions under the circular of the period.
SELECT c.code AS dieu_kien_dkc
  FROM dot_tdg AS d
  JOIN dk_cqg AS c ON c._retired = 0 AND ' ' || c.van_ban || ' ' LIKE '% ' || d.van_ban || ' %'
 WHERE d._id = :dot_dkc
 ORDER BY c.code

-- What a dossier must hold under the circular of its period: items of no circular are asked for under all.
SELECT t.code AS hang_muc_hs
  FROM dang_ky_dgn AS g
  JOIN dot_tdg AS d ON d._id = g.dot
  JOIN thanh_phan_ho_so AS t ON t._retired = 0 AND (t.van_ban IS NULL OR ' ' || t.van_ban || ' ' LIKE '% ' || d.van_ban || ' %')
 WHERE g._id = :dang_ky
 ORDER BY t.code

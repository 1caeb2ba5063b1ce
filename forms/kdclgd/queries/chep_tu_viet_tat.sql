-- Abbreviations that the list of this period does not have.
-- into: viet_tat.tu_vt
SELECT :_id AS dot, t.viet_tat AS viet_tat, t.nghia AS nghia
  FROM viet_tat AS v
  JOIN dot_tdg AS d ON d._id = v.dot AND d.truong = :truong
  JOIN viet_tat__tu_vt AS t ON t._record = v._id
 WHERE v.dot = :dot_truoc
   AND NOT EXISTS (SELECT 1 FROM viet_tat AS n JOIN viet_tat__tu_vt AS k ON k._record = n._id WHERE n.dot = :_id AND k.viet_tat = t.viet_tat)
 ORDER BY t._row

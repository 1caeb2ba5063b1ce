-- into: viet_tat
SELECT :_id AS dot
  FROM viet_tat AS v
  JOIN dot_tdg AS d ON d._id = v.dot AND d.truong = :truong
 WHERE v.dot = :dot_truoc

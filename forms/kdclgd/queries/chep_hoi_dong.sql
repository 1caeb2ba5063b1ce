-- The council of the period before, as the founding decision of this one: who it is, not by which decision.
-- into: hoi_dong
SELECT :_id AS dot, 0 AS lan, h.nguoi_ky AS nguoi_ky
  FROM hoi_dong AS h
  JOIN dot_tdg AS d ON d._id = h.dot AND d.truong = :truong
 WHERE h.dot = :dot_truoc AND NOT EXISTS (SELECT 1 FROM hoi_dong AS n WHERE n.dot = :_id)
 ORDER BY h.lan DESC
 LIMIT 1

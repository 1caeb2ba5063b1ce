-- Working groups as of the last decision of the period before, but for those who have left since.
-- into: hoi_dong.nhom
SELECT :_id AS dot, 0 AS lan, t.ten_nhom AS ten_nhom, t.nguoi_nhom AS nguoi_nhom, t.vai_nhom AS vai_nhom
  FROM hoi_dong AS h
  JOIN dot_tdg AS d ON d._id = h.dot AND d.truong = :truong
  JOIN hoi_dong__nhom AS t ON t._record = h._id
  JOIN nguoi AS n ON n._id = t.nguoi_nhom AND n._state = 'dang_lam'
 WHERE h.dot = :dot_truoc AND h.lan = (SELECT max(k.lan) FROM hoi_dong AS k WHERE k.dot = h.dot)
   AND NOT EXISTS (SELECT 1 FROM hoi_dong AS m WHERE m.dot = :_id)
 ORDER BY t._row

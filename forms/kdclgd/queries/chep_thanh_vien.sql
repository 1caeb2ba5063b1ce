-- Members as of the last decision of the period before, but for those who have left since.
-- into: hoi_dong.thanh_vien
SELECT :_id AS dot, 0 AS lan, t.nguoi AS nguoi, t.vai AS vai, t.nhiem_vu AS nhiem_vu
  FROM hoi_dong AS h
  JOIN dot_tdg AS d ON d._id = h.dot AND d.truong = :truong
  JOIN hoi_dong__thanh_vien AS t ON t._record = h._id
  JOIN nguoi AS n ON n._id = t.nguoi AND n._state = 'dang_lam'
 WHERE h.dot = :dot_truoc AND h.lan = (SELECT max(k.lan) FROM hoi_dong AS k WHERE k.dot = h.dot) AND t.den IS NULL
   AND NOT EXISTS (SELECT 1 FROM hoi_dong AS m WHERE m.dot = :_id)
 ORDER BY t._row

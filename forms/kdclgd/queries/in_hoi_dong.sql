-- The council of a period as it was decided last.
SELECT row_number() OVER (ORDER BY m._row) AS tt, n.ho_ten, c.label AS chuc_vu, c.label_en AS chuc_vu_en,
       v.label || coalesce('; ' || m.nhiem_vu, '') AS nhiem_vu, v.label_en || coalesce('; ' || m.nhiem_vu, '') AS nhiem_vu_en
  FROM hoi_dong__thanh_vien AS m
  JOIN nguoi AS n ON n._id = m.nguoi
  LEFT JOIN chuc_vu AS c ON c.code = n.chuc_vu
  LEFT JOIN vai_hoi_dong AS v ON v.code = m.vai
 WHERE m._record = (SELECT _id FROM hoi_dong WHERE dot = :dot AND _state = 'ban_hanh' ORDER BY lan DESC LIMIT 1)
 ORDER BY m._row

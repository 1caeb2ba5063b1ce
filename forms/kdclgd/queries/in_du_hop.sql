-- Who was at a meeting of the council, with the part that each has in it.
SELECT row_number() OVER (ORDER BY m._row) AS tt, n.ho_ten, c.label AS chuc_vu, c.label_en AS chuc_vu_en,
       coalesce((SELECT v.label FROM hoi_dong__thanh_vien AS t JOIN vai_hoi_dong AS v ON v.code = t.vai WHERE t._record = :hoi_dong AND t.nguoi = m.nguoi_du), 'Khách mời') AS vai,
       coalesce((SELECT v.label_en FROM hoi_dong__thanh_vien AS t JOIN vai_hoi_dong AS v ON v.code = t.vai WHERE t._record = :hoi_dong AND t.nguoi = m.nguoi_du), 'Guest') AS vai_en,
       iif(m.co_mat = 'co', 'Có mặt', 'Vắng') AS co_mat, iif(m.co_mat = 'co', 'Present', 'Absent') AS co_mat_en
  FROM bien_ban_hop__du_hop AS m
  JOIN nguoi AS n ON n._id = m.nguoi_du
  LEFT JOIN chuc_vu AS c ON c.code = n.chuc_vu
 WHERE m._record = :bien_ban ORDER BY m._row

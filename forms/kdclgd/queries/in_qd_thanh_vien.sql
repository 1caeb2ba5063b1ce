-- The members that a decision names.
SELECT row_number() OVER (ORDER BY m._row) AS tt, n.ho_ten, c.label AS chuc_vu, c.label_en AS chuc_vu_en, v.label AS vai, v.label_en AS vai_en, m.nhiem_vu
  FROM hoi_dong__thanh_vien AS m
  JOIN nguoi AS n ON n._id = m.nguoi
  LEFT JOIN chuc_vu AS c ON c.code = n.chuc_vu
  LEFT JOIN vai_hoi_dong AS v ON v.code = m.vai
 WHERE m._record = :hoi_dong
 ORDER BY m._row

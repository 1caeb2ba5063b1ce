-- The groups that a decision names, a row for each member.
SELECT row_number() OVER (ORDER BY m._row) AS tt, m.ten_nhom, n.ho_ten, c.label AS chuc_vu, c.label_en AS chuc_vu_en, v.label AS vai, v.label_en AS vai_en
  FROM hoi_dong__nhom AS m
  JOIN nguoi AS n ON n._id = m.nguoi_nhom
  LEFT JOIN chuc_vu AS c ON c.code = n.chuc_vu
  LEFT JOIN vai_nhom AS v ON v.code = m.vai_nhom
 WHERE m._record = :hoi_dong
 ORDER BY m._row

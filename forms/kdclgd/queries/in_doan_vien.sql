-- The members of a team.
SELECT row_number() OVER (ORDER BY m._row) AS tt, n.ho_ten, l.label AS vai, l.label_en AS vai_en, m.don_vi_tv
  FROM doan_dgn__thanh_vien AS m
  JOIN nguoi AS n ON n._id = m.nguoi
  LEFT JOIN vai_doan AS l ON l.code = m.vai
 WHERE m._record = :doan
 ORDER BY m._row

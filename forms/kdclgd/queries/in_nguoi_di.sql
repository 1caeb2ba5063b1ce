-- Who went on a visit of support.
SELECT row_number() OVER (ORDER BY b._row) AS tt, n.ho_ten, coalesce(c.label, '') AS chuc_vu, coalesce(c.label_en, '') AS chuc_vu_en, coalesce(u.ten, '') AS don_vi
  FROM ho_tro_giam_sat__nguoi_di AS b
  JOIN nguoi AS n ON n._id = b.nguoi_den
  LEFT JOIN chuc_vu AS c ON c.code = n.chuc_vu
  LEFT JOIN don_vi AS u ON u._id = n.don_vi
 WHERE b._record = :ho_tro_giam_sat
 ORDER BY b._row

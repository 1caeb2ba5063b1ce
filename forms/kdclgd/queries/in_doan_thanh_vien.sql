-- The members of a team as they stand in its record.
SELECT row_number() OVER (ORDER BY CASE b.vai WHEN 'truong' THEN 0 WHEN 'thu_ky' THEN 1 ELSE 2 END, b._row) AS tt, n.ho_ten, c.label AS chuc_vu, c.label_en AS chuc_vu_en,
       coalesce(b.don_vi_tv, t.ten, u.ten) AS don_vi_tv, v.label AS vai, v.label_en AS vai_en
  FROM doan_dgn__thanh_vien AS b
  JOIN nguoi AS n ON n._id = b.nguoi
  LEFT JOIN truong AS t ON t._id = n.truong
  LEFT JOIN don_vi AS u ON u._id = n.don_vi
  LEFT JOIN chuc_vu AS c ON c.code = n.chuc_vu
  LEFT JOIN vai_doan AS v ON v.code = b.vai
 WHERE b._record = :doan
 ORDER BY 1

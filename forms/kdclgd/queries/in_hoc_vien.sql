-- The participants of a course, by name.
SELECT row_number() OVER (ORDER BY sort_key(n.ho_ten), n.ma_nguoi) AS tt, n.ho_ten, c.label AS chuc_vu, c.label_en AS chuc_vu_en, coalesce(t.ten, u.ten) AS don_vi,
       CASE WHEN b.co_mat_hv = 'khong' THEN 'Vắng' ELSE k.label END AS ket_qua, CASE WHEN b.co_mat_hv = 'khong' THEN 'Absent' ELSE k.label_en END AS ket_qua_en, b.so_chung_nhan
  FROM lop_tap_huan__hoc_vien AS b
  JOIN nguoi AS n ON n._id = b.nguoi_hv
  LEFT JOIN truong AS t ON t._id = n.truong
  LEFT JOIN don_vi AS u ON u._id = n.don_vi
  LEFT JOIN chuc_vu AS c ON c.code = n.chuc_vu
  LEFT JOIN ket_qua_tap_huan AS k ON k.code = b.ket_qua_hv
 WHERE b._record = :lop_tap_huan
 ORDER BY 1

-- The visits of a plan in the order of their months, with the registration that was accepted or sent.
SELECT row_number() OVER (ORDER BY k.nam_hoc_kh + (b.thang_kh < 8), b.thang_kh, t.ten) AS tt, t.ma_truong, t.ten AS ten_truong, c.label AS cap, c.label_en AS cap_en,
       h.label AS hoc_ky, h.label_en AS hoc_ky_en, printf('%02d/%d', b.thang_kh, k.nam_hoc_kh + (b.thang_kh < 8)) AS thang, m.label AS muc_dich, m.label_en AS muc_dich_en,
       b.muc_kh AS muc, b.doan_du_kien AS doan, replace(printf('%,d', b.kinh_phi_kh), ',', '.') AS kinh_phi
  FROM ke_hoach_dgn_nam__truong_dgn AS b
  JOIN ke_hoach_dgn_nam AS k ON k._id = b._record
  JOIN truong AS t ON t._id = b.truong_kh
  LEFT JOIN cap_hoc AS c ON c.code = t.cap_thong_ke
  LEFT JOIN hoc_ky AS h ON h.code = b.hoc_ky_kh
  LEFT JOIN muc_dich AS m ON m.code = b.muc_dich_kh
 WHERE b._record = :ke_hoach_dgn_nam
 ORDER BY 1

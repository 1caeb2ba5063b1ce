-- One row per visit of a plan that was issued: its month as a day, the budget year it falls in, and until when the plan held, which is when
-- the next one of the same unit and school year was issued. A school year begins in August.
SELECT k._id AS ke_hoach, k.don_vi_kh AS don_vi, k.nam_hoc_kh AS nam_hoc, k.ngay_kh AS tu,
       (SELECT min(s.ngay_kh) FROM ke_hoach_dgn_nam AS s
         WHERE s.don_vi_kh = k.don_vi_kh AND s.nam_hoc_kh = k.nam_hoc_kh AND s.lan_kh > k.lan_kh AND s._state <> 'du_thao') AS den,
       t.truong_kh AS truong, t.hoc_ky_kh AS hoc_ky, t.thang_kh AS thang, t.muc_dich_kh AS muc_dich, t.muc_kh AS muc,
       t.doan_du_kien AS doan_du_kien, t.kinh_phi_kh AS kinh_phi,
       k.nam_hoc_kh + (t.thang_kh < 8) AS nam,
       printf('%d-%02d-01', k.nam_hoc_kh + (t.thang_kh < 8), t.thang_kh) AS thang_dau
  FROM ke_hoach_dgn_nam AS k
  JOIN ke_hoach_dgn_nam__truong_dgn AS t ON t._record = k._id
 WHERE k._state <> 'du_thao'

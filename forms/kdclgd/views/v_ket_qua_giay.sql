-- One row per result on paper that was confirmed: the level of the school, and how many criteria have which.
SELECT g._id AS ket_qua, g.truong AS truong, g.nam_hoc_kq AS nam_hoc, g.nguon_kq AS nguon, g.cap_hoc_kq AS cap_hoc, g.bo_kq AS bo,
       g.ngay_kq AS ngay, g.so_vb_goc AS so_vb, g.muc_kq AS muc,
       count(k.tieu_chi_kq) AS so_tieu_chi, count(k.muc_tc) AS so_co_muc, count(iif(k.muc_tc >= 1, 1, NULL)) AS dat_1,
       count(iif(k.muc_tc >= 2, 1, NULL)) AS dat_2, count(iif(k.muc_tc >= 3, 1, NULL)) AS dat_3
  FROM ket_qua_giay AS g
  LEFT JOIN ket_qua_giay__muc_tieu_chi AS k ON k._record = g._id
 WHERE g._state = 'xac_nhan'
 GROUP BY g._id

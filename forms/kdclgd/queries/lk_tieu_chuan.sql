-- Results of the criteria of one standard in one scope.
SELECT v.so_tieu_chi AS so_tieu_chi, v.so_co_muc AS so_co_muc, v.dat_1 AS dat_1, v.dat_2 AS dat_2,
       v.co_muc_3 AS co_muc_3, v.co_3 AS co_3, v.muc AS muc
  FROM v_tieu_chuan AS v
 WHERE v.dot = :dot AND v.cap_hoc = :cap_hoc AND v.tieu_chuan = :tieu_chuan

-- The level computed for each scope of one period.
SELECT v.cap_hoc AS cap_hoc, v.muc AS muc, v.muc_phan_dau AS muc_phan_dau, v.so_muc AS so_muc, v.kieu_ket_luan AS kieu_ket_luan
  FROM v_pham_vi AS v
 WHERE v.dot = :dot

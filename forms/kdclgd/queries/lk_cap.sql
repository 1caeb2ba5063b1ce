-- The level computed for each scope of one period.
SELECT v.cap_hoc AS cap_hoc, v.muc AS muc, v.muc_phan_dau AS muc_phan_dau, v.so_muc AS so_muc
  FROM v_pham_vi AS v
 WHERE v.dot = :dot

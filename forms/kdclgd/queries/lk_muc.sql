-- The level computed for the school in one period.
SELECT v.muc AS muc, v.trang_thai_kl AS trang_thai_kl, v.kieu_ket_luan AS kieu_ket_luan, v.kieu_quy_tac AS kieu_quy_tac,
       v.chung_nhan_kd AS chung_nhan_kd, v.chuan_quoc_gia AS chuan_quoc_gia
  FROM v_muc_truong AS v
 WHERE v.dot = :dot

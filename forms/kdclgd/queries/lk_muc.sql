-- The level computed for the school in one period.
SELECT v.muc AS muc, v.trang_thai_kl AS trang_thai_kl, v.kieu_ket_luan AS kieu_ket_luan, v.kieu_quy_tac AS kieu_quy_tac,
       v.chung_nhan_kd AS chung_nhan_kd, v.chuan_quoc_gia AS chuan_quoc_gia,
       (SELECT min(b.so_muc) FROM dot_tdg__pham_vi AS p JOIN bo_tieu_chi AS b ON b.code = p.bo_tieu_chi
         WHERE p._record = v.dot) AS so_muc
  FROM v_muc_truong AS v
 WHERE v.dot = :dot

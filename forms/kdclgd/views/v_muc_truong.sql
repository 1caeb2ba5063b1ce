-- One row per period: the level of the school, as v_muc_ben has it; trang_thai_kl is chua_co_pham_vi where there is no scope.  muc_ket_luan is
-- of a conclusion that was adopted, not of one being written.  It reads all periods.
SELECT d._id AS dot, d.truong AS truong, d.ma_dot AS ma_dot, d.tu_ngay AS tu_ngay, m.bo AS bo, m.cac_bo AS cac_bo,
       coalesce(m.so_tieu_chi, 0) AS so_tieu_chi, coalesce(m.so_phieu, 0) AS so_phieu, coalesce(m.dat_1, 0) AS dat_1, m.muc AS muc,
       coalesce(m.trang_thai_kl, 'chua_co_pham_vi') AS trang_thai_kl, k.muc_ket_luan AS muc_ket_luan
  FROM dot_tdg AS d
  LEFT JOIN v_muc_ben AS m ON m.dot = d._id
  LEFT JOIN ket_luan_truong AS k ON k.dot = d._id AND k._state = 'xong'

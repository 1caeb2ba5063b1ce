-- The school of a period, and the rule set and the target of one of its scopes; from which period this sheet was copied, while it is not edited.
SELECT p.bo_tieu_chi AS bo_tieu_chi, p.muc_phan_dau AS muc_phan_dau, b.so_muc AS so_muc, b.kieu_quy_tac AS kieu_quy_tac,
       b.kieu_ket_luan AS kieu_ket_luan, b.cach_mo_ta AS cach_mo_ta, b.du_noi_dung AS du_noi_dung, d.tu_ngay AS tu_ngay,
       d.truong AS truong,
       (SELECT k.ma_dot FROM v_chep AS c JOIN phieu_tieu_chi AS f ON f._id = c.chep_tu JOIN dot_tdg AS k ON k._id = f.dot
         WHERE c.phieu = :_id) AS con_chep
  FROM dot_tdg__pham_vi AS p
  JOIN dot_tdg AS d ON d._id = p._record
  JOIN bo_tieu_chi AS b ON b.code = p.bo_tieu_chi
 WHERE p._record = :dot AND p.cap_hoc = :cap_hoc

-- The level that the consensus of one visit gives, by the rules for schools (v_pham_vi, v_muc_ben); so_phieu 0: there is none yet, or whoever
-- asks reads none.
SELECT CASE WHEN count(v.muc) = count(*) THEN min(v.muc) END AS muc, max(v.bo) AS bo, min(v.so_muc) AS so_muc,
       max(v.kieu_ket_luan) AS kieu_ket_luan, max(v.kieu_quy_tac) AS kieu_quy_tac, max(b.chung_nhan_kd) AS chung_nhan_kd,
       max(b.chuan_quoc_gia) AS chuan_quoc_gia, (SELECT d.muc_dich_doan FROM doan_dgn AS d WHERE d._id = :doan) AS muc_dich,
       (SELECT count(*) FROM phieu_thong_nhat AS f WHERE f.doan = :doan) AS so_phieu
  FROM v_pham_vi AS v
  JOIN bo_tieu_chi AS b ON b.code = v.bo
 WHERE v.dot = :doan
HAVING :doan IS NOT NULL

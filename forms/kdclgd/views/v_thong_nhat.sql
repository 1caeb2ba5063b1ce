-- What teams agreed on, as v_phieu says it of schools: one row per criterion of a visit, whose id stands in the place of the period's. Only a
-- consensus that was adopted counts; the level has been checked then (phieu_thong_nhat, muc_dat).
SELECT d._id AS dot, p.cap_hoc AS cap_hoc, p.bo_tieu_chi AS bo, coalesce(p.muc_phan_dau, b.so_muc) AS muc_phan_dau,
       b.kieu_quy_tac AS kieu_quy_tac, t.code AS tieu_chi, t.short AS so_hieu, t.tieu_chuan AS tieu_chuan,
       t.loai AS loai, t.bat_buoc AS bat_buoc, t.so_muc AS so_muc, t.thu_tu AS thu_tu, f._id AS phieu, f.muc_dat AS muc
  FROM doan_dgn AS d
  JOIN dot_tdg__pham_vi AS p ON p._record = d.dot
  JOIN bo_tieu_chi AS b ON b.code = p.bo_tieu_chi AND b.du_noi_dung = 'co'
  JOIN tieu_chi AS t ON t.bo = b.code AND t._retired = 0
  LEFT JOIN phieu_thong_nhat AS f ON f.doan = d._id AND f.cap_hoc = p.cap_hoc AND f.tieu_chi = t.code AND f._state IN ('thong_qua', 'khoa')
 WHERE t.loai = 'tieu_chi' OR coalesce(p.muc_phan_dau, b.so_muc) >= 4

-- The criteria that a team judges: of each scope of the period, with the clauses of level 4 where that is the target; the day is the end of
-- the study.
SELECT p.cap_hoc || '|' || t.code AS ma_viec_dgn, p.cap_hoc AS cap_hoc, t.code AS tieu_chi,
       (SELECT b.den FROM doan_dgn__cac_buoc AS b WHERE b._record = d._id AND b._row_key = '1') AS han_dgn
  FROM doan_dgn AS d
  JOIN dot_tdg__pham_vi AS p ON p._record = d.dot
  JOIN bo_tieu_chi AS b ON b.code = p.bo_tieu_chi
  JOIN tieu_chi AS t ON t.bo = b.code AND t._retired = 0
 WHERE d._id = :doan AND (t.loai = 'tieu_chi' OR coalesce(p.muc_phan_dau, b.so_muc) >= 4)
 ORDER BY p._row, t.thu_tu

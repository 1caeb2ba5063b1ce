-- Evidence of the period before, which was under another circular, goes over the bridge: the list cau_noi says which criterion of a rule set
-- of this period an old one leads to, first of all mainly (chinh).  Its code is given as any other is, behind those that are there; no
-- result and no level goes over.
-- into: minh_chung.ma
WITH cu AS (
  SELECT v._id AS id, v.truong AS truong, v.so_mc AS so_mc, m.ma_mc AS ma_cu,
         (SELECT n.tieu_chi_moi
            FROM cau_noi AS n
            JOIN tieu_chi AS t ON t.code = n.tieu_chi_moi
           WHERE n.tieu_chi_cu = m.tieu_chi_mc AND n._retired = 0
             AND t.bo IN (SELECT p.bo_tieu_chi FROM dot_tdg__pham_vi AS p WHERE p._record = :_id)
           ORDER BY n.muc_do = 'chinh' DESC, n.thu_tu LIMIT 1) AS moi
    FROM minh_chung AS v
    JOIN minh_chung__ma AS m ON m._record = v._id AND m.dot_mc = :dot_truoc
    JOIN tieu_chi AS c ON c.code = m.tieu_chi_mc
   WHERE v.truong = :truong AND v._state NOT IN ('mat', 'thay_the')
     AND c.bo NOT IN (SELECT p.bo_tieu_chi FROM dot_tdg__pham_vi AS p WHERE p._record = :_id)
     AND NOT EXISTS (SELECT 1 FROM minh_chung__ma AS k WHERE k._record = v._id AND k.dot_mc = :_id)
)
SELECT truong, so_mc, :_id AS dot_mc, moi AS tieu_chi_mc
  FROM cu
 WHERE moi IS NOT NULL
 ORDER BY moi, ma_cu, so_mc

-- Evidence of the period before, of criteria that this period has, too: a code for this period, the same as before, so that what the sheets
-- cite still holds (renumbering closes the gaps).  Not what was lost or replaced, nor what has a code here already; a code that another
-- item has here is not given twice.
-- into: minh_chung.ma
SELECT v.truong AS truong, v.so_mc AS so_mc, :_id AS dot_mc, m.ma_mc AS ma_mc, m.tieu_chi_mc AS tieu_chi_mc, m.hop AS hop
  FROM minh_chung AS v
  JOIN minh_chung__ma AS m ON m._record = v._id AND m.dot_mc = :dot_truoc
  JOIN tieu_chi AS t ON t.code = m.tieu_chi_mc
 WHERE v.truong = :truong AND v._state NOT IN ('mat', 'thay_the')
   AND t.bo IN (SELECT p.bo_tieu_chi FROM dot_tdg__pham_vi AS p WHERE p._record = :_id)
   AND NOT EXISTS (SELECT 1 FROM minh_chung__ma AS k WHERE k._record = v._id AND k.dot_mc = :_id)
   AND NOT EXISTS (SELECT 1 FROM minh_chung__ma AS k WHERE k.dot_mc = :_id AND k.ma_mc = m.ma_mc)
 ORDER BY v.so_mc

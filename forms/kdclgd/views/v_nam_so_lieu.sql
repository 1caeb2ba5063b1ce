-- The school years of which a period needs figures, for each level of education in its scopes: as many as the scope's rule set says, up to
-- the period's own.
SELECT d._id AS dot, d.truong AS truong, k.code AS cap_hoc, n.code AS nam_hoc, n.nam AS nam, n.short AS ten_nam, d.nam_hoc AS nam_dot
  FROM dot_tdg AS d
  JOIN dot_tdg__pham_vi AS p ON p._record = d._id
  JOIN bo_tieu_chi AS b ON b.code = p.bo_tieu_chi
  JOIN truong AS t ON t._id = d.truong
  JOIN cap_hoc AS k ON k.code = p.cap_hoc
                    OR (p.cap_hoc = 'chung' AND k.pho_thong = 'co' AND ' ' || t.cap_hoc || ' ' LIKE '% ' || k.code || ' %')
  JOIN nien_khoa AS n ON n.nam BETWEEN d.nam_hoc - b.so_nam_so_lieu + 1 AND d.nam_hoc
 WHERE k.code <> 'chung'

-- The metrics of circular 57/2026 for a level of education.
SELECT s.code AS chi_so, s.label AS ten_chi_so, s.label_en AS ten_chi_so_en, s.don_vi_tinh AS don_vi_tinh, s.don_vi_tinh_en AS don_vi_tinh_en
  FROM chi_so AS s
  JOIN bo_tieu_chi AS b ON b.code = s.bo
 WHERE ' ' || b.cap_hoc || ' ' LIKE '% ' || :cap_hoc || ' %' AND s._retired = 0
 ORDER BY s.bo, s.thu_tu

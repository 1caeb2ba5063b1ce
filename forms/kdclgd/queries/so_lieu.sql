-- The metrics that circular 57/2026 names for a criterion.
SELECT s.code AS chi_so, s.label AS ten_chi_so, s.don_vi_tinh AS don_vi_tinh
  FROM chi_so AS s
 WHERE s.tieu_chi = :tieu_chi AND s._retired = 0
 ORDER BY s.thu_tu

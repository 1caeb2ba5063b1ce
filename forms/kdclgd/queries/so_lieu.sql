-- The metrics that circular 57/2026 names for a criterion.
SELECT s.code AS chi_so, s.label AS ten_chi_so, s.label_en AS ten_chi_so_en, s.don_vi_tinh AS don_vi_tinh,
       s.don_vi_tinh_en AS don_vi_tinh_en
  FROM chi_so AS s
 WHERE s.tieu_chi = :tieu_chi AND s._retired = 0
 ORDER BY s.thu_tu

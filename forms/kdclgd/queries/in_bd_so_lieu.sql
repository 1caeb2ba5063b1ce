-- Pupils, groups and classes, and teachers of each of the last five school years, with how many schools gave the figure.
WITH s AS (
  SELECT n.nam AS nam, n.short AS ten, CASE WHEN v.dong IN ('hs_tong', 'te_tong', 'hv_tong') THEN 'hs' WHEN v.dong = 'gv_tong' THEN 'gv' ELSE 'lop' END AS loai,
         v.truong AS truong, v.gia_tri AS gia_tri
    FROM v_so_lieu AS v
    JOIN nien_khoa AS n ON n.code = v.nam_hoc
   WHERE v.dong IN ('hs_tong', 'te_tong', 'hv_tong', 'gv_tong', 'lop_cong', 'lop_mn_cong', 'lop_gd_cong') AND v.gia_tri IS NOT NULL
     AND n.valid_from <= :today AND (:truong IS NULL OR v.truong = :truong)
)
SELECT ten, sum(iif(loai = 'hs', gia_tri, NULL)) AS hs, count(DISTINCT iif(loai = 'hs', truong, NULL)) AS hs_truong,
       sum(iif(loai = 'lop', gia_tri, NULL)) AS lop, count(DISTINCT iif(loai = 'lop', truong, NULL)) AS lop_truong,
       sum(iif(loai = 'gv', gia_tri, NULL)) AS gv, count(DISTINCT iif(loai = 'gv', truong, NULL)) AS gv_truong
  FROM s
 WHERE nam > (SELECT max(nam) FROM s) - 5
 GROUP BY nam
 ORDER BY nam

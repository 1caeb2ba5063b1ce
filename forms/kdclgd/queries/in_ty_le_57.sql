-- How many criteria of each standard of a scope stand at which level, and in percent of its criteria; the last row has all of them.
WITH f AS MATERIALIZED (SELECT tieu_chuan, muc FROM v_phieu WHERE dot = :dot AND cap_hoc = :cap_hoc AND bo = :bo AND loai = 'tieu_chi')
SELECT s.thu_tu AS thu_tu, 'Tiêu chuẩn ' || s.short AS ten, 'Standard ' || s.short AS ten_en, count(*) AS tong,
       count(CASE WHEN f.muc = 0 THEN 1 END) AS sl_0, round(100.0 * count(CASE WHEN f.muc = 0 THEN 1 END) / count(*), 1) AS tl_0,
       count(CASE WHEN f.muc = 1 THEN 1 END) AS sl_1, round(100.0 * count(CASE WHEN f.muc = 1 THEN 1 END) / count(*), 1) AS tl_1,
       count(CASE WHEN f.muc >= 2 THEN 1 END) AS sl_2, round(100.0 * count(CASE WHEN f.muc >= 2 THEN 1 END) / count(*), 1) AS tl_2
  FROM f JOIN tieu_chuan AS s ON s.code = f.tieu_chuan
 GROUP BY s.code
UNION ALL
SELECT 1000, 'Cộng', 'Total', count(*),
       count(CASE WHEN f.muc = 0 THEN 1 END), round(100.0 * count(CASE WHEN f.muc = 0 THEN 1 END) / count(*), 1),
       count(CASE WHEN f.muc = 1 THEN 1 END), round(100.0 * count(CASE WHEN f.muc = 1 THEN 1 END) / count(*), 1),
       count(CASE WHEN f.muc >= 2 THEN 1 END), round(100.0 * count(CASE WHEN f.muc >= 2 THEN 1 END) / count(*), 1)
  FROM f HAVING count(*) > 0
 ORDER BY 1

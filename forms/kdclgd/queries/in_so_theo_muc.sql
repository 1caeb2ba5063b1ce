-- How many of the criteria of a scope stand at which level (v_phieu), and in percent.
WITH f AS MATERIALIZED (SELECT muc, so_muc FROM v_phieu WHERE dot = :dot AND cap_hoc = :cap_hoc AND bo = :bo AND loai = 'tieu_chi'),
     m (muc) AS (SELECT 0 UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3)
SELECT m.muc AS muc, iif(m.muc = 0, 'Không đạt Mức 1', 'Đạt Mức ' || m.muc) AS ten, iif(m.muc = 0, 'Below level 1', 'Level ' || m.muc) AS ten_en,
       count(f.muc) AS so_tieu_chi, round(100.0 * count(f.muc) / (SELECT count(*) FROM f), 1) AS ty_le
  FROM m LEFT JOIN f ON f.muc = m.muc
 WHERE m.muc <= (SELECT max(so_muc) FROM f)
 GROUP BY m.muc ORDER BY m.muc

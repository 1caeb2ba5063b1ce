-- The ten criteria and levels that most schools miss, as summaries/tieu_chi_yeu.sql finds them: of each school's latest period with a verdict.
WITH moi AS MATERIALIZED (
  SELECT m.dot AS dot, m.truong AS truong, row_number() OVER (PARTITION BY m.truong ORDER BY m.trang_thai_kl = 'co' DESC, m.tu_ngay DESC, m.ma_dot DESC) AS thu
    FROM v_muc_truong AS m
   WHERE m.tu_ngay <= :today
),
muc (n) AS (VALUES (1), (2), (3), (4)),
gop AS (
  SELECT v.bo AS bo, v.so_hieu AS so_hieu, v.ten AS ten, v.ten_en AS ten_en, v.thu_tu AS thu_tu, muc.n AS muc,
         count(DISTINCT iif(v.muc IS NOT NULL, moi.truong, NULL)) AS tong, count(DISTINCT iif(v.muc < muc.n, moi.truong, NULL)) AS so
    FROM v_phieu AS v
    JOIN moi ON moi.dot = v.dot AND moi.thu = 1
    JOIN muc ON muc.n <= v.muc_phan_dau AND muc.n <= v.so_muc AND (v.loai = 'tieu_chi' OR muc.n = 4)
   GROUP BY v.bo, v.tieu_chi, muc.n
)
SELECT b.short || (SELECT coalesce(' ' || group_concat(k.short, ', '), '') FROM cap_hoc AS k WHERE ' ' || b.cap_hoc || ' ' LIKE '% ' || k.code || ' %') AS bo, g.so_hieu, g.ten, g.ten_en, g.muc, g.so, g.tong, round(100.0 * g.so / g.tong, 1) AS pt
  FROM gop AS g
  JOIN bo_tieu_chi AS b ON b.code = g.bo
 WHERE g.so > 0
 ORDER BY g.so DESC, 1.0 * g.so / g.tong DESC, g.bo, g.thu_tu, g.muc
 LIMIT 10

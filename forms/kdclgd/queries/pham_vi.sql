-- Scopes of a period and the rule set proposed for each, from the school's levels of education and the first day.
-- A set that does not assess each level apart gives a multi-level general school one scope, `chung`.
WITH cap AS (
  SELECT k.code, k.pho_thong, k.thu_tu
    FROM truong AS t
    JOIN cap_hoc AS k ON k.code <> 'chung' AND ' ' || t.cap_hoc || ' ' LIKE '% ' || k.code || ' %'
   WHERE t._id = :truong
),
bo AS (
  SELECT b.code, b.cap_hoc, b.nhieu_cap, b.theo_cap_hoc
    FROM bo_tieu_chi AS b
   WHERE b.valid_from <= :tu_ngay AND (b.valid_to IS NULL OR b.valid_to >= :tu_ngay) AND b._retired = 0
),
chung AS (
  SELECT bo.code
    FROM bo
   WHERE bo.nhieu_cap = 'co' AND (SELECT count(*) FROM cap WHERE cap.pho_thong = 'co') > 1
)
SELECT cap_hoc, de_xuat
  FROM (SELECT 'chung' AS cap_hoc, chung.code AS de_xuat, 0 AS thu_tu
          FROM chung
         UNION ALL
        SELECT cap.code, bo.code, cap.thu_tu
          FROM cap
          JOIN bo ON ' ' || bo.cap_hoc || ' ' LIKE '% ' || cap.code || ' %'
         WHERE NOT (cap.pho_thong = 'co' AND EXISTS (SELECT 1 FROM chung)))
 ORDER BY thu_tu

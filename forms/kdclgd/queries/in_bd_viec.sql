-- Improvement tasks by how they stand: of one school where a document is about one, else of all.
WITH v AS (
  SELECT CASE WHEN w._state = 'xong' THEN 1 WHEN w._state = 'khong_lam_duoc' THEN 4 WHEN w.han_vc < :today THEN 3 ELSE 2 END AS thu
    FROM viec_cai_tien AS w
   WHERE :truong IS NULL OR w.truong = :truong
),
g AS (
  SELECT s.column1 AS thu, s.column2 AS ten, s.column3 AS ten_en, (SELECT count(*) FROM v WHERE v.thu = s.column1) AS so, (SELECT count(*) FROM v) AS tong
    FROM (VALUES (1, 'Đã xong', 'Done'), (2, 'Đang làm, còn hạn', 'Being done, in time'), (3, 'Quá hạn', 'Late'), (4, 'Không làm được', 'Cannot be done')) AS s
)
SELECT ten, ten_en, so, tong, 100.0 * so / max(tong, 1) AS rong, round(100.0 * so / max(tong, 1), 1) AS pt
  FROM g
 WHERE tong > 0
 ORDER BY thu

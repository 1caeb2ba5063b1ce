-- Recognitions by the quarter in which they expire: those that have, without another in their place, then this quarter and the seven that follow.
WITH RECURSIVE quy (thu, dau) AS (
  SELECT 1, date(:today, 'start of month', '-' || ((CAST(strftime('%m', :today) AS INTEGER) - 1) % 3) || ' months')
   UNION ALL
  SELECT thu + 1, date(dau, '+3 months') FROM quy WHERE thu < 8
),
cn AS (
  SELECT v.ngay_het_han AS den
    FROM v_cong_nhan AS v
    JOIN v_truong_dong AS m ON m.truong = v.truong AND coalesce(m.dong_tu, '9999') > :today
   WHERE v.ngay_ky <= :today AND coalesce(v.ngay_thu_hoi, '9999') > :today AND coalesce(v.ngay_thay_the, '9999') > :today
),
g AS (
  SELECT 0 AS thu, 'Đã hết' AS ten, 'Expired' AS ten_en, (SELECT count(*) FROM cn WHERE den < :today) AS so
   UNION ALL
  SELECT q.thu, 'Q' || ((CAST(strftime('%m', q.dau) AS INTEGER) + 2) / 3) || '/' || strftime('%Y', q.dau),
         'Q' || ((CAST(strftime('%m', q.dau) AS INTEGER) + 2) / 3) || '/' || strftime('%Y', q.dau),
         (SELECT count(*) FROM cn WHERE den >= max(q.dau, :today) AND den < date(q.dau, '+3 months'))
    FROM quy AS q
)
SELECT g.ten, g.ten_en, g.so, iif(g.thu = 0, 'canh', 'dat') AS lop, 70 * g.thu + 12 AS x, 70 * g.thu + 35 AS giua, 130.0 * g.so / max(h.lon, 1) AS cao,
       150 - 130.0 * g.so / max(h.lon, 1) AS y, 145 - 130.0 * g.so / max(h.lon, 1) AS chu
  FROM g
  JOIN (SELECT max(so) AS lon FROM g) AS h
 ORDER BY g.thu

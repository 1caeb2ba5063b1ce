-- The visits of this school year's plans that hold today, month by month from August, and how many of these schools were recognised since.
WITH RECURSIVE nam (nam) AS (
  SELECT CAST(strftime('%Y', :today) AS INTEGER) - (strftime('%m', :today) < '08')
),
thang (thu, dau) AS (
  SELECT 0, nam || '-08-01' FROM nam
   UNION ALL
  SELECT thu + 1, date(dau, '+1 month') FROM thang WHERE thu < 11
),
kh AS MATERIALIZED (
  SELECT v.thang_dau AS dau, EXISTS (SELECT 1 FROM v_cong_nhan AS c WHERE c.truong = v.truong
                                        AND c.ngay_ky BETWEEN v.thang_dau AND min(:today, date(v.thang_dau, '+12 months'))) AS xong
    FROM v_ke_hoach_dgn AS v
    JOIN nam ON nam.nam = v.nam_hoc
   WHERE v.tu <= :today AND coalesce(v.den, '9999') > :today
),
g AS (
  SELECT t.thu, CAST(strftime('%m', t.dau) AS INTEGER) || '/' || strftime('%Y', t.dau) AS ten, (SELECT count(*) FROM kh WHERE kh.dau = t.dau) AS tong,
         (SELECT count(*) FROM kh WHERE kh.dau = t.dau AND kh.xong) AS so
    FROM thang AS t
)
SELECT g.ten, g.so, g.tong, 52 * g.thu + 8 AS x, 52 * g.thu + 26 AS giua, 130.0 * g.tong / max(h.lon, 1) AS cao, 150 - 130.0 * g.tong / max(h.lon, 1) AS y,
       145 - 130.0 * g.tong / max(h.lon, 1) AS chu, 130.0 * g.so / max(h.lon, 1) AS cao_xong, 150 - 130.0 * g.so / max(h.lon, 1) AS y_xong
  FROM g
  JOIN (SELECT max(tong) AS lon FROM g) AS h
 ORDER BY g.thu

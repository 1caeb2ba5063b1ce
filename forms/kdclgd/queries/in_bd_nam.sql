-- Schools accredited and of the national standard at the end of each of the last four school years (31 July), and today.
WITH RECURSIVE n (thu, ngay) AS (
  SELECT 4, :today
   UNION ALL
  SELECT thu - 1, (CAST(strftime('%Y', :today) AS INTEGER) - (strftime('%m', :today) < '08') - 4 + thu) || '-07-31' FROM n WHERE thu > 0
),
cn AS MATERIALIZED (
  SELECT v.truong AS truong, v.loai_cn AS loai, v.ngay_ky AS tu,
         min(coalesce(date(v.ngay_thu_hoi, '-1 day'), '9999'), coalesce(date(v.ngay_thay_the, '-1 day'), '9999'), v.ngay_het_han) AS den
    FROM v_cong_nhan AS v
),
g AS (
  SELECT n.thu, n.ngay,
         (SELECT count(*) FROM v_truong_dong AS m JOIN truong AS t ON t._id = m.truong
           WHERE coalesce(m.dong_tu, '9999') > n.ngay AND coalesce(t.nam_thanh_lap, 0) <= CAST(substr(n.ngay, 1, 4) AS INTEGER)) AS tong,
         (SELECT count(DISTINCT c.truong) FROM cn AS c JOIN v_truong_dong AS m ON m.truong = c.truong AND coalesce(m.dong_tu, '9999') > n.ngay
           WHERE c.loai = 'kd' AND n.ngay BETWEEN c.tu AND c.den) AS kd,
         (SELECT count(DISTINCT c.truong) FROM cn AS c JOIN v_truong_dong AS m ON m.truong = c.truong AND coalesce(m.dong_tu, '9999') > n.ngay
           WHERE c.loai = 'cqg' AND n.ngay BETWEEN c.tu AND c.den) AS cqg
    FROM n
)
SELECT strftime('%d/%m/%Y', ngay) AS ngay, tong, kd, cqg, 126 * thu + 12 AS x, 126 * thu + 66 AS x2, 126 * thu + 37 AS giua, 126 * thu + 91 AS giua2,
       126 * thu + 64 AS giua_ca, 130.0 * kd / max(tong, 1) AS cao_kd, 150 - 130.0 * kd / max(tong, 1) AS y_kd, 145 - 130.0 * kd / max(tong, 1) AS chu_kd,
       130.0 * cqg / max(tong, 1) AS cao_cqg, 150 - 130.0 * cqg / max(tong, 1) AS y_cqg, 145 - 130.0 * cqg / max(tong, 1) AS chu_cqg,
       round(100.0 * kd / max(tong, 1), 1) AS pt_kd, round(100.0 * cqg / max(tong, 1), 1) AS pt_cqg
  FROM g
 ORDER BY thu

-- Board of all schools: how far each has come, and of each unit how many of its schools have taken the step.
WITH loc AS (
  SELECT (SELECT min(q.don_vi) FROM v_co_quan AS q WHERE q.truong = :truong AND :today BETWEEN q.tu AND q.den) AS don_vi,
         (SELECT d.nam_hoc FROM dot_tdg AS d WHERE d._id = :dot_tdg) AS nam
),
ql AS MATERIALIZED (
  SELECT q.truong AS truong, min(q.don_vi) AS don_vi FROM v_co_quan AS q WHERE :today BETWEEN q.tu AND q.den GROUP BY q.truong
),
t AS MATERIALIZED (
  SELECT t._id AS truong, ql.don_vi,
         (SELECT d._id FROM dot_tdg AS d WHERE d.truong = t._id AND (loc.nam IS NULL OR d.nam_hoc = loc.nam)
           ORDER BY d.tu_ngay DESC, d.ma_dot DESC LIMIT 1) AS dot
    FROM loc
    JOIN truong AS t
    JOIN v_truong_dong AS m ON m.truong = t._id AND coalesce(m.dong_tu, '9999') > :today
    LEFT JOIN ql ON ql.truong = t._id
   WHERE loc.don_vi IS NULL OR ql.don_vi = loc.don_vi
),
kh AS MATERIALIZED (
  SELECT v.truong AS truong, min(v.thang_dau) AS thang
    FROM v_ke_hoach_dgn AS v
   WHERE v.tu <= :today AND coalesce(v.den, '9999') > :today AND date(v.thang_dau, '+1 month') > :today
   GROUP BY v.truong
),
cn AS MATERIALIZED (
  SELECT v.truong AS truong, max(v.ngay_het_han) AS den
    FROM v_cong_nhan AS v
   WHERE v.ngay_ky <= :today AND coalesce(v.ngay_thu_hoi, '9999') > :today
   GROUP BY v.truong
),
x AS MATERIALIZED (
  SELECT t.truong AS truong, t.don_vi AS don_vi, v.*, kh.thang AS thang, cn.den AS cn_den
    FROM t
    LEFT JOIN v_tien_trinh AS v ON v.dot = t.dot
    LEFT JOIN kh ON kh.truong = t.truong
    LEFT JOIN cn ON cn.truong = t.truong
),
o AS (
  SELECT truong, don_vi, '1dot' AS buoc, dot IS NOT NULL AS xong, substr(nam_hoc, 3) || '-' || substr(nam_hoc + 1, 3) AS chu, NULL AS dau FROM x
  UNION ALL
  SELECT truong, don_vi, '2mc', cb_dat > 0 AND cb_co_mc = cb_dat, iif(cb_co_mc = cb_dat, iif(cb_dat > 0, 'x', NULL), cb_co_mc || '/' || cb_dat), NULL FROM x
  UNION ALL
  SELECT truong, don_vi, '3phieu', so_phieu > 0 AND phieu_xong = so_phieu, iif(phieu_xong = so_phieu, iif(so_phieu > 0, 'x', NULL), phieu_xong || '/' || so_phieu), NULL FROM x
  UNION ALL
  SELECT truong, don_vi, '4kl', ket_luan, iif(ket_luan, 'x', NULL), NULL FROM x
  UNION ALL
  SELECT truong, don_vi, '5nop', da_nop, iif(da_nop, 'x', strftime('%d/%m', han_nop)), iif(han_nop < :today AND NOT da_nop, '!', NULL) FROM x
  UNION ALL
  SELECT truong, don_vi, '6dk', ngay_dk IS NOT NULL, iif(ngay_dk IS NULL, NULL, 'x'), NULL FROM x
  UNION ALL
  SELECT truong, don_vi, '7dgn', ngay_dgn IS NOT NULL, iif(ngay_dgn IS NULL, substr(thang, 6, 2) || '/' || substr(thang, 3, 2), 'x'), NULL FROM x
  UNION ALL
  SELECT truong, don_vi, '8cn', cn_den >= :today, substr(cn_den, 6, 2) || '/' || substr(cn_den, 3, 2), iif(cn_den < :today, '!', NULL) FROM x
)
SELECT truong AS "row", buoc AS col, coalesce(chu, '·') AS text, dau AS mark FROM o
UNION ALL
SELECT 'u' || coalesce(don_vi, ''), buoc, count(iif(xong, 1, NULL)), NULL FROM o GROUP BY don_vi, buoc
 ORDER BY 1, 2

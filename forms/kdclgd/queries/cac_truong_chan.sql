-- Board of all schools: what it holds, and how many schools have taken each step.
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
  SELECT v.*, cn.den AS cn_den
    FROM t
    LEFT JOIN v_tien_trinh AS v ON v.dot = t.dot
    LEFT JOIN cn ON cn.truong = t.truong
),
b AS (
  SELECT count(*) AS tong, count(dot) AS dot, count(iif(cb_dat > 0 AND cb_co_mc = cb_dat, 1, NULL)) AS mc,
         count(iif(so_phieu > 0 AND phieu_xong = so_phieu, 1, NULL)) AS phieu, count(iif(ket_luan, 1, NULL)) AS kl, count(iif(da_nop, 1, NULL)) AS nop,
         count(ngay_dk) AS dk, count(ngay_dgn) AS dgn, count(iif(cn_den >= :today, 1, NULL)) AS cn
    FROM x
),
c AS (
  SELECT s.column1 AS thu, s.column2 AS ten, s.column3 AS ten_en, b.tong,
         CASE s.column1 WHEN 1 THEN b.dot WHEN 2 THEN b.mc WHEN 3 THEN b.phieu WHEN 4 THEN b.kl WHEN 5 THEN b.nop WHEN 6 THEN b.dk WHEN 7 THEN b.dgn ELSE b.cn END AS so
    FROM b
    JOIN (VALUES (1, 'Đã lập đợt', 'Period begun'), (2, 'Đủ minh chứng', 'Evidence there'), (3, 'Viết xong phiếu', 'Sheets written'), (4, 'Đã kết luận', 'Concluded'),
                 (5, 'Đã nộp', 'Handed in'), (6, 'Đã đăng ký', 'Registered'), (7, 'Đã đánh giá ngoài', 'Visited'), (8, 'Công nhận còn hạn', 'Recognised')) AS s
),
v AS (
  SELECT thu, ten, ten_en, substr('==========', 1, 10 * so / max(tong, 1)) || substr('··········', 1, 10 - 10 * so / max(tong, 1)) || printf(' %9s', so || '/' || tong) AS chu
    FROM c
)
SELECT printf('%-!17s %s  %-!17s %s', a.ten, a.chu, z.ten, z.chu) AS text, printf('%-!17s %s  %-!17s %s', a.ten_en, a.chu, z.ten_en, z.chu) AS text_en
  FROM v AS a
  JOIN v AS z ON z.thu = a.thu + 1
 WHERE a.thu % 2 = 1
UNION ALL
SELECT trim(coalesce('Chỉ các trường thuộc ' || u.ten || '. ', '') || coalesce('Chỉ các đợt của năm học ' || loc.nam || '-' || (loc.nam + 1) || '.', '')),
       trim(coalesce('Only schools of ' || u.ten || '. ', '') || coalesce('Only periods of the school year ' || loc.nam || '-' || (loc.nam + 1) || '.', ''))
  FROM loc
  LEFT JOIN don_vi AS u ON u._id = loc.don_vi
 WHERE u._id IS NOT NULL OR loc.nam IS NOT NULL

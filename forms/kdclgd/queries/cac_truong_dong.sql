-- Board of all schools: a row for each unit with the number of its schools, and below it one for each school that it manages today, in the order of the alphabet.  With a
-- school in the context it holds the schools of the same unit, with a period those periods that are of the same school year.
WITH loc AS (
  SELECT (SELECT min(q.don_vi) FROM v_co_quan AS q WHERE q.truong = :truong AND :today BETWEEN q.tu AND q.den) AS don_vi,
         (SELECT d.nam_hoc FROM dot_tdg AS d WHERE d._id = :dot_tdg) AS nam
),
ql AS MATERIALIZED (
  SELECT q.truong AS truong, min(q.don_vi) AS don_vi FROM v_co_quan AS q WHERE :today BETWEEN q.tu AND q.den GROUP BY q.truong
),
t AS (
  SELECT t._id AS truong, t.ma_truong, t.ten, ql.don_vi,
         (SELECT d._id FROM dot_tdg AS d WHERE d.truong = t._id AND (loc.nam IS NULL OR d.nam_hoc = loc.nam)
           ORDER BY d.tu_ngay DESC, d.ma_dot DESC LIMIT 1) AS dot
    FROM loc
    JOIN truong AS t
    JOIN v_truong_dong AS m ON m.truong = t._id AND coalesce(m.dong_tu, '9999') > :today
    LEFT JOIN ql ON ql.truong = t._id
   WHERE loc.don_vi IS NULL OR ql.don_vi = loc.don_vi
),
dong AS (
  SELECT 'u' || coalesce(u._id, '') AS code, coalesce(u.ten_tat, u.ten, 'Chưa ghi đơn vị') || ' (' || x.so || ')' AS label,
         coalesce(u.ten_tat, u.ten, 'No unit') || ' (' || x.so || ')' AS label_en,
         NULL AS form, NULL AS id, u.ten IS NULL AS cuoi, sort_key(u.ten) AS k1, 0 AS cap, '' AS k2, u.ma_don_vi AS k3
    FROM (SELECT don_vi, count(*) AS so FROM t GROUP BY don_vi) AS x
    LEFT JOIN don_vi AS u ON u._id = x.don_vi
  UNION ALL
  SELECT t.truong, '  ' || replace(replace(t.ten, 'Trường ', ''), 'Trung tâm ', 'TT '), '  ' || replace(replace(t.ten, 'Trường ', ''), 'Trung tâm ', 'TT '),
         iif(t.dot IS NULL, 'truong', 'dot_tdg'), coalesce(t.dot, t.truong), u.ten IS NULL, sort_key(u.ten), 1, sort_key(t.ten), t.ma_truong
    FROM t
    LEFT JOIN don_vi AS u ON u._id = t.don_vi
)
SELECT code, label, label_en, form, id
  FROM dong
 ORDER BY cuoi, k1, cap, k2, k3

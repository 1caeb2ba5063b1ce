-- Figures that a period needs and that its school's tables lack, a line for each table and year; asked once the school has begun its tables.
-- A table that a multi-level school has once (rooms) may stand under any of its levels.
-- Home asks so_lieu_can.sql instead, which costs a quarter.
WITH dot AS MATERIALIZED (
  SELECT k._id AS id, k.truong AS truong, k.han_nop AS han_nop FROM dot_tdg AS k
   WHERE k._id IN (SELECT :dot_tdg UNION ALL SELECT a._id FROM dot_tdg AS a WHERE :dot_tdg IS NULL)
     AND (:truong IS NULL OR k.truong = :truong)
     AND k._state IN ('thu_thap', 'viet', 'hop_duyet', 'tra_lai', 'rut')
     AND EXISTS (SELECT 1 FROM so_lieu AS s WHERE s.truong = k.truong)
),
nam AS MATERIALIZED (
  SELECT v.dot AS dot, v.truong AS truong, v.cap_hoc AS cap_hoc, v.nam_hoc AS nam_hoc, v.nam AS nam, v.ten_nam AS ten_nam, dot.han_nop AS han_nop
    FROM dot
   CROSS JOIN v_nam_so_lieu AS v ON v.dot = dot.id
),
dong AS MATERIALIZED (
  SELECT d.bang AS bang, v.cap_hoc AS cap_hoc, d.code AS code, d.kieu AS kieu, coalesce(d.tu_nam, 0) AS tu_nam, d.thu_tu AS thu_tu
    FROM (SELECT DISTINCT cap_hoc FROM nam) AS v
    JOIN dong_so_lieu AS d ON d.bat_buoc = 'co' AND d.kieu IN ('dem', 'so_le') AND ' ' || d.cap_hoc || ' ' LIKE '% ' || v.cap_hoc || ' %'
),
thieu AS (
  SELECT v.dot AS dot, v.han_nop AS han_nop, 'so_lieu' AS form, s._id AS id, d.code || '|' || v.nam_hoc AS o, d.kieu AS kieu,
         'Bảng ' || b.short || ' ' || c.short || ', năm học ' || v.ten_nam || ': thiếu ' || count(*) || ' số' AS cau,
         'Table ' || b.short || ' ' || c.short || ', ' || v.ten_nam || ': figures missing: ' || count(*) AS cau_en, min(d.thu_tu) AS dau
    FROM nam AS v
    JOIN so_lieu AS s ON s.truong = v.truong AND s.cap_hoc = v.cap_hoc
    JOIN bang_so_lieu AS b ON b.code = s.bang
    JOIN cap_hoc AS c ON c.code = s.cap_hoc
    JOIN dong AS d ON d.bang = s.bang AND d.cap_hoc = s.cap_hoc AND d.tu_nam <= v.nam
    LEFT JOIN so_lieu__o AS o ON o._record = s._id AND o._row_key = d.code || '|' || v.nam_hoc
   WHERE coalesce(o.gia_tri, o.so_le) IS NULL
   GROUP BY v.dot, s._id, v.nam_hoc
   UNION ALL
  SELECT v.dot, v.han_nop, 'dot_tdg', v.dot, NULL, NULL, 'Chưa có bảng số liệu ' || b.label || ', cấp ' || c.short,
         'There is no table ' || b.label_en || ', ' || c.short, 0
    FROM (SELECT DISTINCT dot, truong, cap_hoc, han_nop FROM nam) AS v
    JOIN cap_hoc AS c ON c.code = v.cap_hoc
    JOIN bang_so_lieu AS b ON ' ' || b.cap_hoc || ' ' LIKE '% ' || v.cap_hoc || ' %'
   WHERE NOT EXISTS (SELECT 1 FROM so_lieu AS s WHERE s.truong = v.truong AND s.bang = b.code AND (s.cap_hoc = v.cap_hoc OR b.chung = 'co'))
   UNION ALL
  SELECT dot.id, dot.han_nop, 'dot_tdg', dot.id, NULL, NULL, 'Chưa có bảng số liệu 3a, đội ngũ tại thời điểm tự đánh giá, cấp ' || c.short,
         'There is no table 3a, staff at the time of the assessment, ' || c.short, 0
    FROM dot
    JOIN dot_tdg__pham_vi AS p ON p._record = dot.id
    JOIN cap_hoc AS c ON c.code = p.cap_hoc
   WHERE NOT EXISTS (SELECT 1 FROM so_lieu_doi_ngu AS n WHERE n.dot = dot.id AND n.cap_hoc = p.cap_hoc)
)
SELECT 'warning' AS severity, t.form AS form, t.id AS id,
       CASE WHEN t.o IS NULL THEN 'so_nam_so_lieu' ELSE 'o/' || t.o || iif(t.kieu = 'so_le', '/so_le', '/gia_tri') END AS field,
       t.cau AS message, t.cau_en AS message_en, t.han_nop AS due, t.dot AS about
  FROM thieu AS t

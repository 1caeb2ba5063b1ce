-- Tables that the school has begun and that lack figures of the years that the period needs, a line for each table and year.
WITH can AS MATERIALIZED (
  SELECT n.code AS code, n.short AS short, n.nam AS nam
    FROM dot_tdg AS k
    JOIN nien_khoa AS n ON n.nam BETWEEN k.nam_hoc - k.so_nam_so_lieu + 1 AND k.nam_hoc
   WHERE k._id = :dot_tdg
)
SELECT 'todo' AS severity, 'so_lieu' AS form, s._id AS id,
       'o/' || d.code || '|' || n.code || iif(d.kieu = 'so_le', '/so_le', '/gia_tri') AS field,
       'Bảng ' || b.short || ' ' || c.short || ', năm học ' || n.short || ': thiếu ' || count(*) || ' số' AS message,
       'Table ' || b.short || ' ' || c.short || ', ' || n.short || ': figures missing: ' || count(*) AS message_en, k.han_nop AS due,
       min(d.thu_tu) AS dau
  FROM dot_tdg AS k
 CROSS JOIN dong_so_lieu AS d ON d.bat_buoc = 'co' AND d.kieu IN ('dem', 'so_le')
 CROSS JOIN so_lieu AS s ON s.truong = k.truong AND s.bang = d.bang AND instr(' ' || d.cap_hoc || ' ', ' ' || s.cap_hoc || ' ') > 0
 CROSS JOIN can AS n ON coalesce(d.tu_nam, 0) <= n.nam
  JOIN bang_so_lieu AS b ON b.code = s.bang
  JOIN cap_hoc AS c ON c.code = s.cap_hoc
  LEFT JOIN so_lieu__o AS o ON o._record = s._id AND o._row_key = d.code || '|' || n.code
 WHERE k._id = :dot_tdg AND k._state IN ('thu_thap', 'viet', 'hop_duyet', 'tra_lai', 'rut') AND coalesce(o.gia_tri, o.so_le) IS NULL
 GROUP BY s._id, n.code

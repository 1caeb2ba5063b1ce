-- A school year that is about to be closed and in which tables of the school lack figures.
WITH chot AS MATERIALIZED (
  SELECT k._id AS id, k.truong AS truong, k.nam_hoc AS nam_hoc, n.nam AS nam, n.short AS ten_nam
    FROM chot_so_lieu AS k
    JOIN nien_khoa AS n ON n.code = k.nam_hoc
   WHERE (:truong IS NULL OR k.truong = :truong) AND k._state IN ('dang_nhap', 'mo_lai')
)
SELECT 'warning' AS severity, 'so_lieu' AS form, s._id AS id,
       'o/' || d.code || '|' || chot.nam_hoc || iif(d.kieu = 'so_le', '/so_le', '/gia_tri') AS field,
       'Chốt năm học ' || chot.ten_nam || ': bảng ' || b.short || ' ' || c.short || ' thiếu ' || count(*) || ' số' AS message,
       'Closing ' || chot.ten_nam || ': table ' || b.short || ' ' || c.short || ' lacks figures: ' || count(*) AS message_en,
       chot.id AS about, min(d.thu_tu) AS dau
  FROM chot
  JOIN so_lieu AS s ON s.truong = chot.truong
  JOIN bang_so_lieu AS b ON b.code = s.bang
  JOIN cap_hoc AS c ON c.code = s.cap_hoc
  JOIN dong_so_lieu AS d ON d.bang = s.bang AND d.bat_buoc = 'co' AND d.kieu IN ('dem', 'so_le') AND coalesce(d.tu_nam, 0) <= chot.nam
   AND ' ' || d.cap_hoc || ' ' LIKE '% ' || s.cap_hoc || ' %'
  LEFT JOIN so_lieu__o AS o ON o._record = s._id AND o._row_key = d.code || '|' || chot.nam_hoc
 WHERE coalesce(o.gia_tri, o.so_le) IS NULL
 GROUP BY chot.id, s._id

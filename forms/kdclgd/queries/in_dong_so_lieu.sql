-- The lines of a table of figures over five school years.
SELECT d.thu_tu, coalesce(d.nguyen_van, d.label) AS ten, d.label_en AS ten_en,
       max(CASE WHEN o.nam_hoc = :nam_1 THEN coalesce(o.gia_tri, o.so_le) END) AS so_1,
       max(CASE WHEN o.nam_hoc = :nam_2 THEN coalesce(o.gia_tri, o.so_le) END) AS so_2,
       max(CASE WHEN o.nam_hoc = :nam_3 THEN coalesce(o.gia_tri, o.so_le) END) AS so_3,
       max(CASE WHEN o.nam_hoc = :nam_4 THEN coalesce(o.gia_tri, o.so_le) END) AS so_4,
       max(CASE WHEN o.nam_hoc = :nam_5 THEN coalesce(o.gia_tri, o.so_le) END) AS so_5
  FROM so_lieu__o AS o
  JOIN dong_so_lieu AS d ON d.code = o.dong
 WHERE o._record = :so_lieu
 GROUP BY d.code
 ORDER BY d.thu_tu

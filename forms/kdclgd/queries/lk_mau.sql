-- What the ratios of a table divide by: sums of lines that stand in other tables of the school, year by year.
SELECT d.code AS dong, d.tu_dong AS tu_dong, o.nam_hoc AS nam_hoc, n.short AS nam, sum(o.gia_tri) AS mau
  FROM dong_so_lieu AS d
  JOIN so_lieu AS s ON s.truong = :truong AND s.cap_hoc = :cap_hoc
  JOIN so_lieu__o AS o ON o._record = s._id AND ' ' || d.mau_dong || ' ' LIKE '% ' || o.dong || ' %'
  JOIN nien_khoa AS n ON n.code = o.nam_hoc
 WHERE d.bang = :bang AND d.kieu = 'ty_le'
 GROUP BY d.code, o.nam_hoc

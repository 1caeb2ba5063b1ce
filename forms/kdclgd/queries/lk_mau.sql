-- What the ratios of a table divide, line by line and year by year: the lines of the table itself whose sum is divided (a row each), and by
-- how much, the sum of lines that stand in other tables of the school.
SELECT m.dong AS dong, t.code AS tu, m.nam_hoc AS nam_hoc, n.short AS nam, m.mau AS mau
  FROM (SELECT d.code AS dong, d.tu_dong AS tu_dong, o.nam_hoc AS nam_hoc, sum(o.gia_tri) AS mau
          FROM dong_so_lieu AS d
          JOIN so_lieu AS s ON s.truong = :truong AND s.cap_hoc = :cap_hoc
          JOIN so_lieu__o AS o ON o._record = s._id AND ' ' || d.mau_dong || ' ' LIKE '% ' || o.dong || ' %'
         WHERE d.bang = :bang AND d.kieu = 'ty_le'
         GROUP BY d.code, o.nam_hoc) AS m
  JOIN nien_khoa AS n ON n.code = m.nam_hoc
  JOIN dong_so_lieu AS t ON ' ' || m.tu_dong || ' ' LIKE '% ' || t.code || ' %'
 ORDER BY m.dong, m.nam_hoc

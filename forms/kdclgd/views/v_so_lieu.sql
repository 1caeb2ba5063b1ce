-- Every figure of the schools' tables, with the key of its cell.
SELECT s.truong AS truong, s.cap_hoc AS cap_hoc, s.bang AS bang, s._id AS bang_id, o.dong AS dong, o.nam_hoc AS nam_hoc,
       coalesce(o.gia_tri, o.so_le) AS gia_tri, o.nguon AS nguon, o.ghi_chu_o AS ghi_chu, 'o/' || o._row_key || '/gia_tri' AS noi
  FROM so_lieu AS s
  JOIN so_lieu__o AS o ON o._record = s._id

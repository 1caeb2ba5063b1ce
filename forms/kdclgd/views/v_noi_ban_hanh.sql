-- What stands at the head and the foot of a unit's documents: the body above it and its own name (written out; dau_tren and dau for the narrow
-- column at the head, where a place's name is not broken), the place, who signs and as what.  A place that is not noted is left to be written by hand.
SELECT u._id AS don_vi,
       replace(replace(coalesce(p.ten, ''), 'UBND ', 'Ủy ban nhân dân '), coalesce(p.dia_danh, '?'), replace(coalesce(p.dia_danh, '?'), ' ', char(160))) AS dau_tren,
       replace(replace(u.ten, 'UBND ', 'Ủy ban nhân dân '), coalesce(u.dia_danh, '?'), replace(coalesce(u.dia_danh, '?'), ' ', char(160))) AS dau,
       replace(coalesce(p.ten, ''), 'UBND ', 'Ủy ban nhân dân ') AS co_quan_tren,
       replace(u.ten, 'UBND ', 'Ủy ban nhân dân ') AS co_quan, coalesce(u.dia_danh, '………') AS dia_danh, coalesce(u.ky_hieu_vb, '') AS ky_hieu,
       coalesce(u.chuc_danh, 'Thủ trưởng') AS chuc_danh,
       coalesce('KT. ' || u.chuc_danh || char(10) || u.ky_thay, u.chuc_danh, 'Thủ trưởng đơn vị') AS chuc_vu_ky, coalesce(u.nguoi_ky, '') AS nguoi_ky
  FROM don_vi AS u
  LEFT JOIN don_vi AS p ON p._id = u.co_quan_chu_quan

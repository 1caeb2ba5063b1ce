-- What stands on every document of a period: the school's head (v_dau_truong), who is above the school on the period's first day, the
-- school year, the circular, and the council as it was decided last with its chair.
SELECT d._id AS dot, s.truong AS truong, s.ten_truong AS ten_truong, s.dia_chi AS dia_chi, s.hieu_truong AS hieu_truong, s.chuc_danh AS chuc_danh,
       s.dia_danh AS dia_danh,
       (SELECT q.ten FROM v_co_quan AS q WHERE q.truong = d.truong AND d.tu_ngay BETWEEN q.tu AND q.den ORDER BY q.tu DESC LIMIT 1) AS co_quan,
       d.nam_hoc AS nam, d.nam_hoc || '-' || (d.nam_hoc + 1) AS nam_hoc,
       coalesce(replace(v.label, ': ', ' về '), 'quy định về kiểm định chất lượng giáo dục') AS van_ban,
       coalesce(substr(v.label, 1, instr(v.label || ':', ':') - 1), 'quy định về kiểm định chất lượng giáo dục') AS so_van_ban,
       h._id AS hoi_dong,
       coalesce((SELECT n.ho_ten FROM hoi_dong__thanh_vien AS m JOIN nguoi AS n ON n._id = m.nguoi WHERE m._record = h._id AND m.vai = 'chu_tich'),
                s.hieu_truong) AS chu_tich,
       (SELECT n.ho_ten FROM hoi_dong__thanh_vien AS m JOIN nguoi AS n ON n._id = m.nguoi WHERE m._record = h._id AND m.vai = 'thu_ky') AS thu_ky
  FROM dot_tdg AS d
  JOIN v_dau_truong AS s ON s.truong = d.truong
  LEFT JOIN van_ban AS v ON v.code = d.van_ban
  LEFT JOIN hoi_dong AS h ON h._id = (SELECT b._id FROM hoi_dong AS b WHERE b.dot = d._id AND b._state = 'ban_hanh' ORDER BY b.lan DESC LIMIT 1)

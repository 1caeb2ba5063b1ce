-- What stands on the documents about a recognition, a row for each: the school, what it is recognised for, and who issued it.  The issuing
-- body is known by its name: the authority of the school on that day (v_so_truong), or the one above that on paper; another one has its name alone.
SELECT c._id AS cong_nhan, c.truong AS truong, t.ten_truong AS ten_truong, coalesce(t.dia_chi, '………') AS dia_chi, s.don_vi AS so_gd,
       t.chuc_danh AS dau_truong,
       coalesce(b.dau_tren, '') AS dau_tren, coalesce(b.dau, c.co_quan_cap) AS dau,
       coalesce(b.co_quan_tren, '') AS co_quan_tren, coalesce(b.co_quan, c.co_quan_cap) AS co_quan, coalesce(b.dia_danh, '………') AS dia_danh,
       coalesce(b.ky_hieu, '') AS ky_hieu, coalesce(b.chuc_danh, 'Thủ trưởng') AS chuc_danh, coalesce(b.chuc_vu_ky, 'Thủ trưởng đơn vị') AS chuc_vu_ky,
       coalesce(c.nguoi_ky_cn, b.nguoi_ky, '') AS nguoi_ky,
       CASE c.loai_cn WHEN 'kd' THEN 'kiểm định chất lượng giáo dục' ELSE 'chuẩn quốc gia' END AS danh_hieu,
       CASE c.loai_cn WHEN 'kd' THEN 'Cấp độ ' || c.cap_do ELSE 'Mức độ ' || c.muc_do END AS muc,
       'đạt ' || CASE c.loai_cn WHEN 'kd' THEN 'kiểm định chất lượng giáo dục' || coalesce(' Cấp độ ' || c.cap_do, '')
                                ELSE 'chuẩn quốc gia' || coalesce(' Mức độ ' || c.muc_do, '') END AS dat,
       c.so_qd_cn AS so_qd,
       replace(replace(replace(strftime('ngày %d tháng %m năm %Y', c.ngay_ky), 'tháng 0', 'tháng '), 'tháng 1 ', 'tháng 01 '), 'tháng 2 ', 'tháng 02 ') AS ngay_qd, coalesce(c.so_gcn, '………') AS so_gcn,
       replace(replace(replace(strftime('ngày %d tháng %m năm %Y', c.ngay_het_han), 'tháng 0', 'tháng '), 'tháng 1 ', 'tháng 01 '), 'tháng 2 ', 'tháng 02 ') AS het_han, replace(v.label, ': ', ' về ') AS van_ban
  FROM cong_nhan AS c
  JOIN v_dau_truong AS t ON t.truong = c.truong
  JOIN van_ban AS v ON v.code = c.van_ban_cn
  LEFT JOIN v_so_truong AS s ON s.truong = c.truong AND c.ngay_ky BETWEEN s.tu AND s.den
  LEFT JOIN don_vi AS x ON x._id = s.don_vi
  LEFT JOIN don_vi AS p ON p._id = x.co_quan_chu_quan
  LEFT JOIN v_noi_ban_hanh AS b ON b.don_vi = CASE WHEN x.ten LIKE c.co_quan_cap || '%' THEN x._id
                                                   WHEN replace(p.ten, 'Ủy ban nhân dân ', 'UBND ') = replace(c.co_quan_cap, 'Ủy ban nhân dân ', 'UBND ') THEN p._id END

-- title: Danh sách tham dự lớp tập huấn
-- title.en: List of participants of a course
-- form: lop_tap_huan
-- roles: can_bo, lanh_dao_so
SELECT coalesce(u.dau_tren, '') AS dau_tren, coalesce(u.dau, x.don_vi_to_chuc) AS dau, coalesce(u.dia_danh, '………') AS dia_danh, coalesce(u.chuc_vu_ky, 'Thủ trưởng đơn vị') AS chuc_vu_ky,
       coalesce(u.nguoi_ky, '') AS nguoi_ky, letter_date('ngày %d tháng %m năm %Y', coalesce(x.den_lop, x.tu_lop)) AS ngay,
       lower(substr(k.label, 1, 1)) || substr(k.label, 2) AS noi_dung, x.nam_hoc_lop || '-' || (x.nam_hoc_lop + 1) AS nam_hoc,
       'Đối tượng: ' || coalesce(x.doi_tuong_lop, '………') AS doi_tuong, 'Địa điểm: ' || coalesce(x.dia_diem_lop, '………') AS dia_diem,
       'Thời gian: ' || strftime('%d/%m/%Y', x.tu_lop) || coalesce(iif(x.den_lop > x.tu_lop, ' – ' || strftime('%d/%m/%Y', x.den_lop), ''), '') AS thoi_gian,
       coalesce(x.so_nguoi_lop, 0) AS so_nguoi, coalesce(x.so_dat_lop, 0) AS so_dat, (SELECT count(*) FROM lop_tap_huan__hoc_vien AS b WHERE b._record = x._id) AS so_goi
  FROM lop_tap_huan AS x
  LEFT JOIN noi_dung_tap_huan AS k ON k.code = x.noi_dung_lop
  LEFT JOIN v_noi_ban_hanh AS u ON u.don_vi = (SELECT d._id FROM don_vi AS d WHERE d.ten = x.don_vi_to_chuc OR d.ten_tat = x.don_vi_to_chuc ORDER BY d.hieu_luc_den IS NULL DESC LIMIT 1)
 WHERE x._id = :_id

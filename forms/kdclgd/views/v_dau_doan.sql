-- What stands on every document of a visit: the department that sent the team, the school and its period, the head and the secretary of the team.
SELECT x._id AS doan, x.dot AS dot, x.lan_nop AS lan_nop, h.truong AS truong, h.ten_truong AS ten_truong, h.dia_chi AS dia_chi, h.hieu_truong AS hieu_truong,
       h.chuc_danh AS chuc_danh, h.nam_hoc AS nam_hoc, h.van_ban AS van_ban, h.co_quan AS co_quan_truong,
       coalesce(u.co_quan, 'Sở Giáo dục và Đào tạo') AS so_gd, coalesce(u.dau, 'Sở Giáo dục và Đào tạo') AS dau_tren, 'Đoàn đánh giá ngoài' AS dau,
       h.dia_danh AS dia_danh, x.so_qd AS so_qd,
       replace(replace(replace(strftime('ngày %d tháng %m năm %Y', x.ngay_qd), 'tháng 0', 'tháng '), 'tháng 1 ', 'tháng 01 '), 'tháng 2 ', 'tháng 02 ') AS ngay_qd,
       replace(replace(replace(strftime('ngày %d tháng %m năm %Y', x.tu_ngay), 'tháng 0', 'tháng '), 'tháng 1 ', 'tháng 01 '), 'tháng 2 ', 'tháng 02 ') AS tu_ngay,
       replace(replace(replace(strftime('ngày %d tháng %m năm %Y', x.den_ngay), 'tháng 0', 'tháng '), 'tháng 1 ', 'tháng 01 '), 'tháng 2 ', 'tháng 02 ') AS den_ngay,
       (SELECT n.ho_ten FROM doan_dgn__thanh_vien AS m JOIN nguoi AS n ON n._id = m.nguoi WHERE m._record = x._id AND m.vai = 'truong') AS truong_doan,
       (SELECT n.ho_ten FROM doan_dgn__thanh_vien AS m JOIN nguoi AS n ON n._id = m.nguoi WHERE m._record = x._id AND m.vai = 'thu_ky') AS thu_ky
  FROM doan_dgn AS x
  JOIN v_dau_dot AS h ON h.dot = x.dot
  LEFT JOIN v_so_truong AS s ON s.truong = h.truong AND x.ngay_qd BETWEEN s.tu AND s.den
  LEFT JOIN v_noi_ban_hanh AS u ON u.don_vi = s.don_vi

-- title: Quyết định thành lập đoàn đánh giá ngoài
-- title.en: Decision on an external evaluation team
-- form: doan_dgn
-- roles: can_bo, lanh_dao_so
SELECT x._id AS doan, u.*, x.so_qd AS so, letter_date('ngày %d tháng %m năm %Y', x.ngay_qd) AS ngay, h.ten_truong, h.chuc_danh AS dau_truong, coalesce(h.dia_chi, '………') AS dia_chi,
       lower(substr(m.label, 1, 1)) || substr(m.label, 2) AS muc_dich, h.nam_hoc, coalesce(x.nguoi_ky, u.nguoi_ky) AS ten_ky,
       (SELECT count(*) FROM doan_dgn__thanh_vien AS b WHERE b._record = x._id) AS so_nguoi,
       'Căn cứ Luật Giáo dục;' || char(10) || 'Căn cứ ' || h.van_ban || ';' || char(10)
         || coalesce('Căn cứ Công văn số ' || g.so_cv || letter_date(' ngày %d tháng %m năm %Y', g.ngay_cv) || ' của ' || h.ten_truong || ' về việc đăng ký đánh giá ngoài;' || char(10), '')
         || 'Theo đề nghị của Trưởng phòng được giao phụ trách kiểm định chất lượng giáo dục.' AS can_cu,
       coalesce('Khảo sát sơ bộ: ' || letter_date('ngày %d tháng %m năm %Y', x.ngay_so_bo) || '. ', '') || 'Khảo sát chính thức: từ '
         || letter_date('ngày %d tháng %m năm %Y', x.tu_ngay) || ' đến ' || letter_date('ngày %d tháng %m năm %Y', x.den_ngay) || '.' AS thoi_gian
  FROM doan_dgn AS x
  JOIN v_dau_dot AS h ON h.dot = x.dot
  LEFT JOIN muc_dich AS m ON m.code = x.muc_dich_doan
  LEFT JOIN v_so_truong AS s ON s.truong = h.truong AND x.ngay_qd BETWEEN s.tu AND s.den
  LEFT JOIN v_noi_ban_hanh AS u ON u.don_vi = s.don_vi
  LEFT JOIN dang_ky_dgn AS g ON g._id = (SELECT y._id FROM dang_ky_dgn AS y WHERE y.dot = x.dot AND y._state = 'chap_nhan' ORDER BY y.lan_dk DESC LIMIT 1)
 WHERE x._id = :_id

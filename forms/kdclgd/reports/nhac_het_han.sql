-- title: Công văn nhắc công nhận hết hạn
-- title.en: Reminder that a recognition expires
-- form: cong_nhan
-- roles: can_bo, lanh_dao_so
SELECT u.*, v.ten_truong, v.dau_truong, v.dat, v.so_qd, v.ngay_qd, v.so_gcn, v.het_han, v.co_quan AS co_quan_cap,
       strftime('ngày      tháng      năm %Y', :today) AS ngay, 'Số:        /' || u.ky_hieu AS so, letter_date('ngày %d tháng %m năm %Y', :today) AS hom_nay,
       letter_date('ngày %d tháng %m năm %Y', add_months(n.ngay_het_han, -n.thang_dang_ky_lai)) AS han_dang_ky_lai,
       CASE WHEN n.ngay_het_han < :today THEN 'đã hết giá trị từ ' || CAST(julianday(:today) - julianday(n.ngay_het_han) AS INTEGER) || ' ngày trước'
            ELSE 'còn ' || CAST(julianday(n.ngay_het_han) - julianday(:today) AS INTEGER) || ' ngày' END AS con_lai,
       CASE WHEN n.ngay_het_han < :today THEN 'hết hạn' ELSE 'sắp hết hạn' END AS tinh_trang,
       CASE WHEN add_months(n.ngay_het_han, -n.thang_dang_ky_lai) < :today THEN ' Hạn đăng ký lại nói trên đã qua; nhà trường cần gửi hồ sơ trong đợt tiếp nhận gần nhất và giải trình lý do chậm.' END AS qua_han
  FROM v_cong_nhan AS n
  JOIN v_dau_cong_nhan AS v ON v.cong_nhan = n.cong_nhan
  LEFT JOIN v_so_truong AS s ON s.truong = n.truong AND :today BETWEEN s.tu AND s.den
  LEFT JOIN v_noi_ban_hanh AS u ON u.don_vi = s.don_vi
 WHERE n.cong_nhan = :_id

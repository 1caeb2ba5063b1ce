-- The improvement tasks of a school year (v_viec_nam), with what came of each; late: on the day of the report.
SELECT row_number() OVER (ORDER BY v.han_vc, v.so_viec) AS tt, v.noi_dung_vc, c.short AS tieu_chi, g.ho_ten, strftime('%d/%m/%Y', v.han_vc) AS han, v.so_truoc, v.so_sau,
       CASE v._state WHEN 'xong' THEN 'Đã xong ' || coalesce(strftime('%d/%m/%Y', v.ngay_xong_vc), '') WHEN 'khong_lam_duoc' THEN 'Không làm được'
            ELSE iif(v._state = 'dang_lam', 'Đang làm', 'Chưa làm') || iif(v.han_vc < :ngay_bc, ', quá hạn', '') END AS ket_qua,
       CASE v._state WHEN 'xong' THEN 'Done ' || coalesce(strftime('%d/%m/%Y', v.ngay_xong_vc), '') WHEN 'khong_lam_duoc' THEN 'Cannot be done'
            ELSE iif(v._state = 'dang_lam', 'Being done', 'Not begun') || iif(v.han_vc < :ngay_bc, ', late', '') END AS ket_qua_en
  FROM v_viec_nam AS n
  JOIN viec_cai_tien AS v ON v._id = n.viec
  LEFT JOIN tieu_chi AS c ON c.code = v.tieu_chi_vc
  LEFT JOIN nguoi AS g ON g._id = v.phu_trach_vc
 WHERE n.truong = :truong AND n.nam = :nam_hoc_bc
 ORDER BY v.han_vc, v.so_viec

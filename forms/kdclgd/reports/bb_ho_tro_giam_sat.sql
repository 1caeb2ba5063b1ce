-- title: Biên bản hỗ trợ, giám sát
-- title.en: Minutes of a visit of support
-- form: ho_tro_giam_sat
-- roles: can_bo, lanh_dao_so
SELECT u.*, x.so_hts || '/BB-' || u.ky_hieu AS so, letter_date('ngày %d tháng %m năm %Y', x.ngay_hts) AS ngay, h.ten_truong, h.chuc_danh AS dau_truong, coalesce(h.hieu_truong, '………') AS hieu_truong,
       coalesce(h.dia_chi, '………') AS dia_chi, l.label AS loai,
       (SELECT count(*) FROM ho_tro_giam_sat__buoc_hts AS b WHERE b._record = x._id AND b.dung_quy_trinh = 'co') || '/'
         || (SELECT count(*) FROM ho_tro_giam_sat__buoc_hts AS b WHERE b._record = x._id) AS so_dung,
       coalesce(x.kien_nghi_hts || coalesce(char(10) || 'Hạn khắc phục: ' || letter_date('ngày %d tháng %m năm %Y', x.han_hts) || '.', ''), 'Không có kiến nghị.') AS kien_nghi,
       coalesce((SELECT n.ho_ten FROM ho_tro_giam_sat__nguoi_di AS b JOIN nguoi AS n ON n._id = b.nguoi_den WHERE b._record = x._id ORDER BY b._row LIMIT 1), '') AS nguoi_dau
  FROM ho_tro_giam_sat AS x
  JOIN v_dau_truong AS h ON h.truong = x.truong
  LEFT JOIN loai_ho_tro AS l ON l.code = x.loai_hts
  LEFT JOIN v_so_truong AS s ON s.truong = x.truong AND x.ngay_hts BETWEEN s.tu AND s.den
  LEFT JOIN v_noi_ban_hanh AS u ON u.don_vi = s.don_vi
 WHERE x._id = :_id

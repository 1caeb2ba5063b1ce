-- title: Đề nghị hưởng ưu đãi
-- title.en: Proposal of an incentive
-- form: de_nghi_uu_dai
-- roles: can_bo, lanh_dao_so
SELECT u.*, 'Số:        /TTr-' || u.ky_hieu AS so, letter_date('ngày %d tháng %m năm %Y', x.ngay_dn) AS ngay, h.ten_truong, coalesce(h.dia_chi, '………') AS dia_chi,
       x.nam_hoc_dn || '-' || (x.nam_hoc_dn + 1) AS nam_hoc, k.ten_cc AS co_che, k.loi_ich, coalesce(k.don_vi_ban_hanh, u.co_quan_tren) AS noi_ban_hanh,
       'Căn cứ ' || coalesce('văn bản số ' || k.so_vb_cc || ' của ' || replace(k.don_vi_ban_hanh, 'UBND ', 'Ủy ban nhân dân '), 'cơ chế') || ' về “' || k.ten_cc || '”'
         || coalesce(', áp dụng từ ' || letter_date('ngày %d tháng %m năm %Y', k.tu_cc), '') || ';' AS can_cu,
       iif(k.don_vi_ban_hanh IS NOT NULL AND k.don_vi_ban_hanh <> u.co_quan, replace(k.don_vi_ban_hanh, 'UBND ', 'Ủy ban nhân dân '), iif(u.co_quan_tren <> '', u.co_quan_tren, '………')) AS kinh_gui,
       (SELECT sum(v.dat) || '/' || count(*) FROM v_dieu_kien_de_nghi AS v WHERE v.de_nghi = x._id) AS du,
       trim(coalesce('Lý do đề nghị: ' || x.ly_do_dn || char(10), '') || coalesce('Hồ sơ kèm theo: ' || x.minh_chung_dn || '.' || char(10), '')
         || coalesce('Đã có Quyết định số ' || x.so_qd_dn || letter_date(' ngày %d tháng %m năm %Y', x.ngay_qd_dn) || '.', ''), char(10)) AS ly_do
  FROM de_nghi_uu_dai AS x
  JOIN co_che_uu_dai AS k ON k._id = x.co_che_dn
  JOIN v_dau_truong AS h ON h.truong = x.truong
  LEFT JOIN v_so_truong AS s ON s.truong = x.truong AND x.ngay_dn BETWEEN s.tu AND s.den
  LEFT JOIN v_noi_ban_hanh AS u ON u.don_vi = s.don_vi
 WHERE x._id = :_id

-- title: Tờ trình công nhận trường đạt chuẩn quốc gia
-- title.en: Submission for the national standard
-- form: dieu_kien_cqg
-- roles: can_bo, lanh_dao_so
SELECT u.*, t.ten AS ten_truong, coalesce(t.dia_chi, '………') AS dia_chi, 'Mức độ ' || x.muc_do_xet AS muc, x.so_dat_dkc AS so_dat, coalesce('Nhận xét: ' || x.ghi_chu_dkc, 'Nhận xét: không có ý kiến thêm.') AS nhan_xet,
       d.nam_hoc || '-' || (d.nam_hoc + 1) AS nam_hoc, letter_date('ngày %d tháng %m năm %Y', x.ngay_xet) AS ngay_xet,
       strftime('ngày      tháng      năm %Y', :today) AS ngay, 'Số:        /TTr-' || u.ky_hieu AS so,
       iif(u.co_quan_tren <> '', u.co_quan_tren, '………') AS kinh_gui,
       replace(v.label, ': ', ' về ') AS van_ban,
       CASE WHEN x.du_dkc = 'co' THEN 'đủ' ELSE 'chưa đủ' END AS du,
       CASE WHEN x.du_dkc = 'co' THEN 'kính trình ' || iif(u.co_quan_tren <> '', u.co_quan_tren, 'cấp có thẩm quyền') || ' xem xét, công nhận ' || t.ten
              || ' đạt chuẩn quốc gia Mức độ ' || x.muc_do_xet || '.'
            ELSE 'báo cáo kết quả xét như trên. Hồ sơ chưa đủ điều kiện để trình công nhận.' END AS de_nghi,
       coalesce('Công văn số ' || g.so_cv || letter_date(' ngày %d tháng %m năm %Y', g.ngay_cv) || ' của ' || t.ten, 'chưa có') AS cong_van,
       coalesce((SELECT 'Kết quả đánh giá ngoài: Mức ' || k.muc || coalesce(' (Báo cáo số ' || k.so_vb || letter_date(' ngày %d tháng %m năm %Y', k.ngay) || ')', '') || '.'
                   FROM v_ket_qua_dgn AS k
                  WHERE k.truong = d.truong AND k.ngay BETWEEN d.tu_ngay AND x.ngay_xet ORDER BY k.ngay DESC LIMIT 1), 'Kết quả đánh giá ngoài: chưa có.') AS dgn
  FROM dieu_kien_cqg AS x
  JOIN dot_tdg AS d ON d._id = x.dot_dkc
  JOIN truong AS t ON t._id = d.truong
  LEFT JOIN van_ban AS v ON v.code = d.van_ban
  LEFT JOIN v_so_truong AS s ON s.truong = d.truong AND x.ngay_xet BETWEEN s.tu AND s.den
  LEFT JOIN v_noi_ban_hanh AS u ON u.don_vi = s.don_vi
  LEFT JOIN dang_ky_dgn AS g ON g._id = (SELECT h._id FROM dang_ky_dgn AS h WHERE h.dot = d._id AND h._state = 'chap_nhan' ORDER BY h.lan_dk DESC LIMIT 1)
 WHERE x._id = :_id

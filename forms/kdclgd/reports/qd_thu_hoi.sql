-- title: Quyết định thu hồi công nhận
-- title.en: Decision of withdrawal
-- form: thu_hoi
-- roles: can_bo, lanh_dao_so
SELECT v.*, coalesce(h.so_qd_th, '        /QĐ-' || v.ky_hieu) AS so,
       coalesce(letter_date('ngày %d tháng %m năm %Y', h.ngay_qd_th), strftime('ngày      tháng      năm %Y', :today)) AS ngay,
       'Căn cứ Luật Giáo dục;' || char(10) || 'Căn cứ ' || iif(k.dieu_khoan IS NOT NULL, k.dieu_khoan, v.van_ban) || ';' || char(10)
         || 'Căn cứ Quyết định số ' || v.so_qd || ' ' || v.ngay_qd || ' của ' || v.co_quan || ' về việc công nhận ' || v.ten_truong || ' ' || v.dat || ';' || char(10)
         || 'Xét kết quả theo dõi từ' || letter_date(' ngày %d tháng %m năm %Y', h.ngay_nhac) || coalesce(', hạn khắc phục' || letter_date(' ngày %d tháng %m năm %Y', h.han_kp), '')
         || ';' || char(10) || 'Theo đề nghị của Trưởng phòng được giao phụ trách kiểm định chất lượng giáo dục.' AS can_cu,
       lower(substr(k.label, 1, 1)) || substr(k.label, 2) AS ly_do, coalesce(h.dien_giai_th, '') || coalesce(char(10) || 'Yêu cầu khắc phục: ' || h.yeu_cau_kp, '')
         || coalesce(char(10) || 'Kết quả khắc phục: ' || h.ket_qua_kp, '') AS dien_giai,
       '- Như Điều 4;' || char(10) || iif(v.co_quan_tren <> '', '- ' || v.co_quan_tren || ' (để báo cáo);' || char(10), '') || '- Lưu: VT.' AS noi_nhan
  FROM thu_hoi AS h
  JOIN v_dau_cong_nhan AS v ON v.cong_nhan = h.cong_nhan
  JOIN can_cu_thu_hoi AS k ON k.code = h.can_cu_th
 WHERE h._id = :_id

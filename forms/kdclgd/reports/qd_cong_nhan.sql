-- title: Quyết định công nhận trường
-- title.en: Decision of recognition
-- form: cong_nhan
-- roles: can_bo, lanh_dao_so
SELECT v.*, v.so_qd AS so, v.ngay_qd AS ngay,
       'Căn cứ Luật Giáo dục;' || char(10) || 'Căn cứ ' || v.van_ban || ';' || char(10)
         || coalesce('Căn cứ Công văn số ' || g.so_cv || letter_date(' ngày %d tháng %m năm %Y', g.ngay_cv) || ' của ' || v.ten_truong || ' về việc đăng ký đánh giá ngoài;' || char(10), '')
         || coalesce((SELECT 'Căn cứ Báo cáo đánh giá ngoài' || coalesce(' số ' || k.so_vb, '') || letter_date(' ngày %d tháng %m năm %Y', k.ngay) || ';' || char(10)
                        FROM v_ket_qua_dgn AS k
                       WHERE k.truong = v.truong AND k.ngay BETWEEN date(c.ngay_ky, '-2 years') AND c.ngay_ky ORDER BY k.ngay DESC LIMIT 1), '')
         || 'Theo đề nghị của ' || CASE WHEN c.loai_cn = 'cqg' THEN coalesce(s.chuc_danh || ' ' || s.co_quan, 'cơ quan quản lý giáo dục')
                                        ELSE 'Trưởng phòng được giao phụ trách kiểm định chất lượng giáo dục' END || '.' AS can_cu,
       CASE WHEN c.loai_cn = 'cqg' THEN 'Chánh Văn phòng ' || v.co_quan || coalesce(', ' || s.chuc_danh || ' ' || s.co_quan, '')
            ELSE 'Chánh Văn phòng, Trưởng các phòng có liên quan' END AS thi_hanh,
       CASE h.code WHEN 'moi' THEN 'Công nhận' WHEN 'lai' THEN 'Công nhận lại' ELSE 'Công nhận nâng mức:' END AS cong_nhan_chu,
       '- Như Điều 3;' || char(10) || iif(v.co_quan_tren <> '', '- ' || v.co_quan_tren || ' (để báo cáo);' || char(10), '') || '- Lưu: VT.' AS noi_nhan
  FROM v_dau_cong_nhan AS v
  JOIN cong_nhan AS c ON c._id = v.cong_nhan
  LEFT JOIN hinh_thuc_cong_nhan AS h ON h.code = c.hinh_thuc_cn
  LEFT JOIN v_noi_ban_hanh AS s ON s.don_vi = v.so_gd
  LEFT JOIN dang_ky_dgn AS g ON g._id = (SELECT x._id FROM dang_ky_dgn AS x JOIN dot_tdg AS d ON d._id = x.dot
                                          WHERE d.truong = v.truong AND x._state = 'chap_nhan' AND x.ngay_cv BETWEEN date(c.ngay_ky, '-2 years') AND c.ngay_ky
                                          ORDER BY x.ngay_cv DESC LIMIT 1)
 WHERE v.cong_nhan = :_id

-- title: Thông báo về hồ sơ đăng ký đánh giá ngoài
-- title.en: Notice about a dossier
-- form: tiep_nhan
-- roles: can_bo, lanh_dao_so
SELECT u.*, t.ten_truong, t.chuc_danh AS dau_truong, g.so_cv,
       letter_date('ngày %d tháng %m năm %Y', g.ngay_cv) AS ngay_cv, letter_date('ngày %d tháng %m năm %Y', n.ngay_nhan) AS ngay_nhan,
       d.nam_hoc || '-' || (d.nam_hoc + 1) AS nam_hoc,
       coalesce(letter_date('ngày %d tháng %m năm %Y', n.ngay_thong_bao), strftime('ngày      tháng      năm %Y', :today)) AS ngay, 'Số:        /TB-' || u.ky_hieu AS so,
       CASE n.ket_qua_tn WHEN 'chap_nhan' THEN 'Về việc chấp nhận hồ sơ đăng ký đánh giá ngoài' ELSE 'Về việc bổ sung hồ sơ đăng ký đánh giá ngoài' END AS ve_viec,
       CASE WHEN g.muc_dich_dk IN ('kd', 'ca_hai') THEN 'kiểm định chất lượng giáo dục Cấp độ ' || g.cap_do_de_nghi ELSE '' END
         || iif(g.muc_dich_dk = 'ca_hai', ' và ', '') || CASE WHEN g.muc_dich_dk IN ('cqg', 'ca_hai') THEN 'chuẩn quốc gia Mức độ ' || g.muc_do_de_nghi ELSE '' END AS de_nghi,
       CASE n.ket_qua_tn WHEN 'chap_nhan' THEN 'Hồ sơ hợp lệ, được chấp nhận để đánh giá ngoài.'
              || coalesce(' Đoàn đánh giá ngoài được thành lập chậm nhất' || letter_date(' ngày %d tháng %m năm %Y', n.han_lap_doan) || '; lịch làm việc sẽ báo trước cho nhà trường.', '')
            ELSE 'Hồ sơ chưa đủ để chấp nhận. Nhà trường cần bổ sung:' || char(10) || n.yeu_cau_bs || char(10) || 'Hạn bổ sung: ' || coalesce('chậm nhất' || letter_date(' ngày %d tháng %m năm %Y', n.han_bs), '………')
              || '. Quá hạn mà chưa bổ sung, nhà trường đăng ký lại ở đợt sau.' END AS ket_luan,
       '- Như trên;' || coalesce(char(10) || '- ' || p.ten || ';', '') || char(10) || '- Lưu: VT.' AS noi_nhan
  FROM tiep_nhan AS n
  JOIN dang_ky_dgn AS g ON g._id = n.dang_ky
  JOIN dot_tdg AS d ON d._id = g.dot
  JOIN v_dau_truong AS t ON t.truong = d.truong
  LEFT JOIN don_vi AS p ON p._id = n.don_vi_chuyen
  LEFT JOIN v_so_truong AS s ON s.truong = d.truong AND n.ngay_nhan BETWEEN s.tu AND s.den
  LEFT JOIN v_noi_ban_hanh AS u ON u.don_vi = s.don_vi
 WHERE n._id = :_id

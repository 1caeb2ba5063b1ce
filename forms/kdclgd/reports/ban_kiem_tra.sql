-- title: Bản kiểm tra trước khi nộp
-- title.en: Check before handing in
-- form: dot_tdg
SELECT h.dot, h.co_quan, h.ten_truong, h.hieu_truong, h.chuc_danh, h.nam_hoc, h.thu_ky, h.dia_danh || ', ' || letter_date('ngày %d tháng %m năm %Y', :today) AS ngay, :_findings AS dieu_tim,
       (SELECT sum(v.so_phieu) || '/' || sum(v.so_tieu_chi) FROM v_pham_vi AS v WHERE v.dot = h.dot) AS so_phieu,
       k.so_loi || ' lỗi, ' || k.so_canh_bao || ' cảnh báo' AS tong, k.so_loi || ' errors, ' || k.so_canh_bao || ' warnings' AS tong_en,
       CASE WHEN k.so_loi > 0 THEN 'Chưa nộp được báo cáo: phải sửa hết các lỗi dưới đây.'
            WHEN k.so_canh_bao > 0 THEN 'Nộp được báo cáo, sau khi đã xem các cảnh báo dưới đây.'
            ELSE 'Không có điều gì phải sửa. Nộp được báo cáo.' END AS ket_luan,
       CASE WHEN k.so_loi > 0 THEN 'The report cannot be handed in: the errors below have to be mended.'
            WHEN k.so_canh_bao > 0 THEN 'The report can be handed in, when the warnings below have been looked at.'
            ELSE 'Nothing is to be mended. The report can be handed in.' END AS ket_luan_en
  FROM v_dau_dot AS h
  JOIN (SELECT count(CASE WHEN j.value ->> 'strength' <> 'warning' THEN 1 END) AS so_loi, count(CASE WHEN j.value ->> 'strength' = 'warning' THEN 1 END) AS so_canh_bao
          FROM json_each(:_findings) AS j) AS k
 WHERE h.dot = :_id

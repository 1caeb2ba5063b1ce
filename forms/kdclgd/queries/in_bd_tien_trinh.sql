-- How far the school's latest period has come, step by step, as many of as many.
SELECT s.column2 AS ten, s.column3 AS ten_en,
       CASE s.column1 WHEN 1 THEN v.cb_co_mc WHEN 2 THEN v.phieu_xong WHEN 3 THEN v.ket_luan WHEN 4 THEN v.da_nop WHEN 5 THEN v.ngay_dk IS NOT NULL
                      ELSE v.ngay_dgn IS NOT NULL END AS so,
       CASE s.column1 WHEN 1 THEN v.cb_dat WHEN 2 THEN v.so_phieu ELSE 1 END AS tong,
       CASE s.column1 WHEN 1 THEN 100.0 * v.cb_co_mc / max(v.cb_dat, 1) WHEN 2 THEN 100.0 * v.phieu_xong / max(v.so_phieu, 1) WHEN 3 THEN 100 * v.ket_luan
                      WHEN 4 THEN 100 * v.da_nop WHEN 5 THEN 100 * (v.ngay_dk IS NOT NULL) ELSE 100 * (v.ngay_dgn IS NOT NULL) END AS rong
  FROM v_tien_trinh AS v
  JOIN (VALUES (1, 'Chỉ báo đạt có minh chứng', 'Indicators met, with evidence'), (2, 'Phiếu tiêu chí viết xong', 'Criterion sheets written'),
               (3, 'Kết luận chung', 'Conclusion adopted'), (4, 'Nộp báo cáo', 'Report handed in'), (5, 'Đăng ký đánh giá ngoài', 'Registered for a visit'),
               (6, 'Đánh giá ngoài', 'Evaluated externally')) AS s
 WHERE v.dot = :dot
 ORDER BY s.column1

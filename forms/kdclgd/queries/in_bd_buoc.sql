-- A bar per step: how many schools have taken it in their latest period, or hold a recognition today.
WITH t AS MATERIALIZED (
  SELECT t._id AS truong, (SELECT d._id FROM dot_tdg AS d WHERE d.truong = t._id ORDER BY d.tu_ngay DESC, d.ma_dot DESC LIMIT 1) AS dot
    FROM truong AS t
    JOIN v_truong_dong AS m ON m.truong = t._id AND coalesce(m.dong_tu, '9999') > :today
),
x AS MATERIALIZED (
  SELECT v.*, EXISTS (SELECT 1 FROM v_cong_nhan AS c WHERE c.truong = t.truong AND c.ngay_ky <= :today AND c.ngay_het_han >= :today
                         AND coalesce(c.ngay_thu_hoi, '9999') > :today) AS con_han
    FROM t
    LEFT JOIN v_tien_trinh AS v ON v.dot = t.dot
),
b AS (
  SELECT count(*) AS tong, count(dot) AS b1, count(iif(cb_dat > 0 AND cb_co_mc = cb_dat, 1, NULL)) AS b2,
         count(iif(so_phieu > 0 AND phieu_xong = so_phieu, 1, NULL)) AS b3, count(iif(ket_luan, 1, NULL)) AS b4, count(iif(da_nop, 1, NULL)) AS b5,
         count(ngay_dk) AS b6, count(ngay_dgn) AS b7, count(iif(con_han, 1, NULL)) AS b8
    FROM x
)
SELECT s.column2 AS ten, s.column3 AS ten_en, g.so AS so, b.tong AS tong, round(100.0 * g.so / max(b.tong, 1), 1) AS pt
  FROM b
  JOIN (VALUES (1, 'Đã lập đợt tự đánh giá', 'Period begun'), (2, 'Đủ minh chứng', 'Evidence complete'), (3, 'Viết xong các phiếu', 'Sheets written'),
               (4, 'Đã kết luận chung', 'Conclusion adopted'), (5, 'Đã nộp báo cáo', 'Report handed in'), (6, 'Đã đăng ký đánh giá ngoài', 'Registered for a visit'),
               (7, 'Đã đánh giá ngoài', 'Evaluated externally'), (8, 'Công nhận còn hiệu lực', 'Recognition in force')) AS s
  JOIN (SELECT 1 AS thu, b1 AS so FROM b UNION ALL SELECT 2, b2 FROM b UNION ALL SELECT 3, b3 FROM b UNION ALL SELECT 4, b4 FROM b
         UNION ALL SELECT 5, b5 FROM b UNION ALL SELECT 6, b6 FROM b UNION ALL SELECT 7, b7 FROM b UNION ALL SELECT 8, b8 FROM b) AS g ON g.thu = s.column1
 ORDER BY s.column1

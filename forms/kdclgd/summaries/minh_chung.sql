-- title: Minh chứng
-- title.en: Evidence
-- param: truong select_one truong
-- label: truong = Trường | School
-- param: dot select_one dot_tdg
-- label: dot = Đợt tự đánh giá | Period
-- column: ma_truong = Mã trường | School code
-- column: so = Số | Number
-- column: ma = Mã minh chứng | Codes
-- column: ten = Tên minh chứng | Title
-- column: so_ngay = Số, ngày ban hành | Number and date
-- column: noi_ban_hanh = Nơi ban hành | Issued by
-- column: noi_luu = Nơi lưu | Kept in
-- column: tinh_trang = Tình trạng | State
-- column: so_lan_dan = Số lần dẫn | Citations
-- roles: thu_ky, chu_tich, nhom, truong_doc, can_bo, lanh_dao_so, can_bo_trung_gian
-- One row per item of evidence: its codes (of the period, when one is named), and how often sheets and conclusions of those periods cite them. The last row has how many, and how many nobody cites.
WITH dan AS (
  SELECT v.dot AS dot, v.ma AS ma, count(*) AS so
    FROM v_trich_dan AS v
    JOIN dot_tdg AS d ON d._id = v.dot
   WHERE (:dot IS NULL OR v.dot = :dot) AND (:truong IS NULL OR d.truong = :truong)
   GROUP BY v.dot, v.ma
),
ma AS (
  SELECT m._record AS minh_chung, group_concat(m.ma_mc, ', ') AS ma, sum(coalesce(dan.so, 0)) AS so
    FROM minh_chung__ma AS m
    LEFT JOIN dan ON dan.dot = m.dot_mc AND dan.ma = m.ma_mc
   WHERE :dot IS NULL OR m.dot_mc = :dot
   GROUP BY m._record
),
dong AS (
  SELECT t.ma_truong, c.so_mc AS so, ma.ma, c.ten_mc AS ten, coalesce(c.so_hieu || coalesce(strftime(', %d/%m/%Y', c.ngay_vb), ''), strftime('%d/%m/%Y', c.ngay_vb)) AS so_ngay, c.noi_ban_hanh,
         c.noi_luu, c._state AS tt, coalesce(ma.so, 0) AS so_lan_dan
    FROM minh_chung AS c
    JOIN truong AS t ON t._id = c.truong
    LEFT JOIN ma ON ma.minh_chung = c._id
   WHERE (:truong IS NULL OR c.truong = :truong) AND (:dot IS NULL OR ma.ma IS NOT NULL)
)
SELECT ma_truong, ma_truong_en, so, ma, ten, ten_en, so_ngay, noi_ban_hanh, noi_luu, tinh_trang, tinh_trang_en, so_lan_dan
  FROM (SELECT 0 AS cuoi, ma_truong, NULL AS ma_truong_en, so, ma, ten, NULL AS ten_en, so_ngay, noi_ban_hanh, noi_luu,
               CASE tt WHEN 'can_thu' THEN 'Cần thu' WHEN 'da_co' THEN 'Đã có' WHEN 'da_kiem' THEN 'Đã kiểm' WHEN 'mat' THEN 'Mất'
                 WHEN 'thay_the' THEN 'Đã thay thế' END AS tinh_trang,
               CASE tt WHEN 'can_thu' THEN 'To collect' WHEN 'da_co' THEN 'Collected' WHEN 'da_kiem' THEN 'Checked' WHEN 'mat' THEN 'Lost'
                 WHEN 'thay_the' THEN 'Replaced' END AS tinh_trang_en,
               so_lan_dan
          FROM dong
         UNION ALL
        SELECT 1, 'Tổng', 'Total', NULL, NULL, count(*) || ' minh chứng', count(*) || ' items', NULL, NULL, NULL,
               'không được dẫn ' || count(iif(so_lan_dan = 0, 1, NULL)), 'not cited ' || count(iif(so_lan_dan = 0, 1, NULL)), coalesce(sum(so_lan_dan), 0)
          FROM dong)
 ORDER BY cuoi, ma_truong, so

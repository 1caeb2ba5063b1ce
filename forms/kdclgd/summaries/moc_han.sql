-- title: Các mốc hạn
-- title.en: Deadlines
-- param: den_ngay date = today
-- label: den_ngay = Tính đến ngày | As of
-- param: trong integer = 365
-- label: trong = Trong số ngày tới | In the days to come
-- param: truong select_one truong
-- label: truong = Trường | School
-- column: ma_truong = Mã trường | School code
-- column: viec = Việc | What
-- column: chi_tiet = Của | Of
-- column: tu_ngay = Tính từ ngày | Counted from
-- column: cong = Cộng | Plus
-- column: han = Hạn | Due
-- column: con_ngay = Còn (ngày) | Days left
-- column: van_ban = Văn bản | Circular
-- column: dieu_khoan = Điều khoản | Article
-- column: chac_chan = Mức chắc chắn | Certainty
-- What is not done and is due by then, or late for at most a year, the nearest first; how each day was reached, and how sure the rule is.
WITH h AS (
  SELECT n.*, m.label AS viec, m.label_en AS viec_en, m.cong AS so, m.don_vi AS don_vi, iif(m.ap_dung IS NOT NULL AND m.van_ban IS NOT NULL, n.van_ban, m.van_ban) AS luat,
         m.dieu_khoan AS dieu_khoan, m.dieu_khoan_en AS dieu_khoan_en, m.chac_chan AS chac,
         CASE m.don_vi WHEN 'ngay_lam_viec' THEN add_workdays(n.ngay, m.cong) WHEN 'thang' THEN add_months(n.ngay, m.cong)
                       WHEN 'nam' THEN add_months(n.ngay, 12 * m.cong) ELSE date(n.ngay, m.cong || ' days') END AS han
    FROM v_nguon_han AS n
    JOIN moc_han AS m ON m.tu_truong = n.tu_truong AND m._retired = 0
     AND (m.ap_dung IS NULL OR instr(' ' || m.ap_dung || ' ', ' ' || n.van_ban || ' ') > 0)
   WHERE n.xong = 0 AND (:truong IS NULL OR n.truong = :truong)
),
dv (ma, ten, ten_en) AS (VALUES ('ngay', 'ngày', 'days'), ('ngay_lam_viec', 'ngày làm việc', 'working days'), ('thang', 'tháng', 'months'), ('nam', 'năm', 'years')),
cc (ma, ten, ten_en) AS (VALUES ('doc', 'đã đọc', 'read'), ('nho_lai', 'nhớ lại', 'recalled'), ('suy_ra', 'suy ra', 'inferred'), ('de_xuat', 'tự đặt', 'set locally'))
SELECT t.ma_truong AS ma_truong, h.viec AS viec, h.viec_en AS viec_en, h.chi_tiet AS chi_tiet, h.chi_tiet_en AS chi_tiet_en, h.ngay AS tu_ngay,
       iif(h.so < 0, 'trước ' || -h.so || ' ' || dv.ten, h.so || ' ' || dv.ten) AS cong,
       iif(h.so < 0, -h.so || ' ' || dv.ten_en || ' before', h.so || ' ' || dv.ten_en) AS cong_en, h.han AS han,
       CAST(julianday(h.han) - julianday(:den_ngay) AS INTEGER) AS con_ngay, v.short AS van_ban, h.dieu_khoan AS dieu_khoan, h.dieu_khoan_en AS dieu_khoan_en, cc.ten AS chac_chan, cc.ten_en AS chac_chan_en
  FROM h
  JOIN truong AS t ON t._id = h.truong
  JOIN dv ON dv.ma = h.don_vi
  JOIN cc ON cc.ma = h.chac
  LEFT JOIN van_ban AS v ON v.code = h.luat
 WHERE h.han <= date(:den_ngay, :trong || ' days') AND h.han >= date(:den_ngay, '-1 year')
 ORDER BY h.han, t.ma_truong, h.viec

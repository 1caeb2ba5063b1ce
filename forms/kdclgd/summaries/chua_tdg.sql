-- title: Trường chưa tự đánh giá
-- title.en: Schools without a self-assessment
-- param: tu_ngay date
-- label: tu_ngay = Từ ngày | From
-- param: den_ngay date = today
-- label: den_ngay = Đến ngày, tình trạng tính đến ngày này | Until, and as of
-- param: don_vi select_one don_vi
-- label: don_vi = Đơn vị quản lý | Managing unit
-- param: loai_hinh select_one loai_hinh
-- label: loai_hinh = Loại hình | Ownership
-- column: ma_truong = Mã trường | School code
-- column: ten = Tên trường | School name
-- column: cap_hoc = Cấp học thống kê | Counted under
-- column: loai_hinh = Loại hình | Ownership
-- column: lan_cuoi = Lần cuối | Last time
-- column: nam_chua_lam = Số năm chưa làm | Years without
-- column: nguon = Lần cuối theo | Last one from
-- roles: can_bo, lanh_dao_so, can_bo_trung_gian
-- One row per school open on den_ngay that began no period from tu_ngay (by default a year before den_ngay) to den_ngay and has no result of
-- one on paper of that time, with the school year of the last one before. The last row has how many of how many.
WITH ts AS (
  SELECT t._id AS truong, t.ma_truong, t.ten, t.cap_thong_ke, t.loai_hinh, iif(t.loai_hinh = 'cong_lap', 1, NULL) AS cong_lap
    FROM truong AS t
   WHERE t._id IN (SELECT m.truong FROM v_truong_dong AS m WHERE coalesce(m.dong_tu, '9999') > :den_ngay)
     AND coalesce(t.nam_thanh_lap, 0) <= CAST(substr(:den_ngay, 1, 4) AS INTEGER)
     AND (:loai_hinh IS NULL OR t.loai_hinh = :loai_hinh)
     AND (:don_vi IS NULL OR t._id IN (SELECT q.truong FROM v_thuoc AS q WHERE q.don_vi = :don_vi AND :den_ngay BETWEEN q.tu AND q.den))
),
lam AS (
  SELECT d.truong AS truong, d.tu_ngay AS ngay, d.nam_hoc AS nam_hoc, 0 AS giay FROM dot_tdg AS d WHERE d.tu_ngay <= :den_ngay
   UNION ALL
  SELECT g.truong, g.ngay, g.nam_hoc, 1 FROM v_ket_qua_giay AS g WHERE g.nguon = 'tdg' AND g.ngay <= :den_ngay
),
cuoi AS (
  SELECT l.truong AS truong, max(l.ngay) AS ngay, l.nam_hoc AS nam_hoc, l.giay AS giay FROM lam AS l GROUP BY l.truong
),
dong AS (
  SELECT ts.ma_truong, ts.ten, c.label AS cap_hoc, c.label_en AS cap_hoc_en, h.label AS loai_hinh, h.label_en AS loai_hinh_en, k.nam_hoc, k.giay,
         CAST(substr(date(:den_ngay, '-8 months'), 1, 4) AS INTEGER) - k.nam_hoc AS nam_chua_lam,
         coalesce(k.ngay, '') < coalesce(:tu_ngay, date(:den_ngay, '-1 year')) AS chua
    FROM ts
    JOIN cap_hoc AS c ON c.code = ts.cap_thong_ke
    JOIN loai_hinh AS h ON h.code = ts.loai_hinh
    LEFT JOIN cuoi AS k ON k.truong = ts.truong
)
SELECT ma_truong, ma_truong_en, ten, ten_en, cap_hoc, cap_hoc_en, loai_hinh, loai_hinh_en, lan_cuoi, lan_cuoi_en, nam_chua_lam, nguon, nguon_en
  FROM (SELECT 0 AS cuoi, ma_truong, NULL AS ma_truong_en, ten, NULL AS ten_en, cap_hoc, cap_hoc_en, loai_hinh, loai_hinh_en,
               coalesce(nam_hoc || '-' || (nam_hoc + 1), 'chưa có') AS lan_cuoi, coalesce(nam_hoc || '-' || (nam_hoc + 1), 'none') AS lan_cuoi_en, nam_chua_lam,
               CASE giay WHEN 1 THEN 'Giấy' WHEN 0 THEN 'Điện tử' END AS nguon, CASE giay WHEN 1 THEN 'Paper' WHEN 0 THEN 'Electronic' END AS nguon_en
          FROM dong
         WHERE chua
         UNION ALL
        SELECT 1, 'Tổng', 'Total', count(iif(chua, 1, NULL)) || ' trong ' || count(*) || ' trường', count(iif(chua, 1, NULL)) || ' of ' || count(*) || ' schools', NULL, NULL,
               NULL, NULL, NULL, NULL, NULL, 'từ giấy ' || count(iif(chua AND giay, 1, NULL)), 'from paper ' || count(iif(chua AND giay, 1, NULL))
          FROM dong)
 ORDER BY cuoi, ma_truong

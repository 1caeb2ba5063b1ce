-- title: Trường chưa được hỗ trợ, giám sát
-- title.en: Schools never visited
-- param: tu_ngay date
-- label: tu_ngay = Từ ngày | From
-- param: den_ngay date = today
-- label: den_ngay = Đến ngày | Until
-- param: don_vi select_one don_vi
-- label: don_vi = Đơn vị quản lý | Managing unit
-- column: ma_truong = Mã trường | School code
-- column: ten = Tên trường | School name
-- column: so_lan = Số lần trong kỳ | Visits in this time
-- column: lan_cuoi = Lần cuối | Last visit
-- roles: can_bo, lanh_dao_so, can_bo_trung_gian
-- One row per school open on the day without a visit from tu_ngay (by default a year before den_ngay) to den_ngay, with its last visit before. The
-- last row has how many of how many.
WITH dong AS (
  SELECT t.ma_truong, t.ten,
         (SELECT count(*) FROM ho_tro_giam_sat AS h
           WHERE h.truong = t._id AND h.ngay_hts BETWEEN coalesce(:tu_ngay, date(:den_ngay, '-1 year')) AND :den_ngay) AS so_lan,
         (SELECT max(h.ngay_hts) FROM ho_tro_giam_sat AS h WHERE h.truong = t._id AND h.ngay_hts <= :den_ngay) AS lan_cuoi
    FROM truong AS t
    JOIN v_truong_dong AS m ON m.truong = t._id
   WHERE coalesce(m.dong_tu, '9999') > :den_ngay
     AND (:don_vi IS NULL OR t._id IN (SELECT q.truong FROM v_thuoc AS q WHERE q.don_vi = :don_vi AND :den_ngay BETWEEN q.tu AND q.den))
)
SELECT ma_truong, ma_truong_en, ten, ten_en, so_lan, lan_cuoi
  FROM (SELECT 0 AS cuoi, ma_truong, NULL AS ma_truong_en, ten, NULL AS ten_en, so_lan, lan_cuoi FROM dong WHERE so_lan = 0
         UNION ALL
        SELECT 1, 'Tổng', 'Total', count(CASE WHEN so_lan = 0 THEN 1 END) || ' trong ' || count(*) || ' trường',
               count(CASE WHEN so_lan = 0 THEN 1 END) || ' of ' || count(*) || ' schools', sum(so_lan), max(lan_cuoi)
          FROM dong)
 ORDER BY cuoi, ma_truong

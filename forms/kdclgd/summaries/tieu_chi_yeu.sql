-- title: Tiêu chí hay không đạt
-- title.en: Criteria most often not met
-- param: den_ngay date = today
-- label: den_ngay = Tính đến ngày | As of
-- param: bo select_one bo_tieu_chi
-- label: bo = Bộ tiêu chí | Rule set
-- param: don_vi select_one don_vi
-- label: don_vi = Đơn vị quản lý | Managing unit
-- param: loai_hinh select_one loai_hinh
-- label: loai_hinh = Loại hình | Ownership
-- column: bo = Bộ tiêu chí | Rule set
-- column: so_hieu = Tiêu chí | Criterion
-- column: ten = Tên tiêu chí | Title
-- column: muc = Mức | Level
-- column: so_truong = Số trường xét | Schools assessed
-- column: khong_dat = Không đạt | Not met
-- column: ty_le = Tỷ lệ không đạt % | Not met %
-- column: chua_danh_gia = Chưa đánh giá | Not assessed
-- roles: can_bo, lanh_dao_so, can_bo_trung_gian
-- Of the latest period of each school begun by the day (one with a verdict goes first), with bo of those under that set: how many
-- schools miss a criterion at a level up to their target. A school with several levels of education counts once for a criterion; the
-- total is that of the rows shown.
WITH moi AS (
  SELECT m.dot AS dot, m.truong AS truong, row_number() OVER (PARTITION BY m.truong
                                  ORDER BY m.trang_thai_kl = 'co' DESC, m.tu_ngay DESC, m.ma_dot DESC) AS thu
    FROM v_muc_truong AS m
    JOIN truong AS t ON t._id = m.truong
   WHERE m.tu_ngay <= :den_ngay AND (:bo IS NULL OR ' ' || m.cac_bo || ' ' LIKE '% ' || :bo || ' %')
     AND (:loai_hinh IS NULL OR t.loai_hinh = :loai_hinh)
     AND (:don_vi IS NULL OR t._id IN (SELECT q.truong FROM v_thuoc AS q WHERE q.don_vi = :don_vi AND :den_ngay BETWEEN q.tu AND q.den))
),
muc (n) AS (VALUES (1), (2), (3), (4)),
gop AS (
  SELECT v.bo AS bo, v.so_hieu AS so_hieu, v.ten AS ten, v.ten_en AS ten_en, v.thu_tu AS thu_tu, muc.n AS muc,
         count(DISTINCT CASE WHEN v.muc IS NOT NULL THEN moi.truong END) AS so_truong,
         count(DISTINCT CASE WHEN v.muc < muc.n THEN moi.truong END) AS khong_dat,
         count(DISTINCT CASE WHEN v.muc IS NULL THEN moi.truong END) AS chua_danh_gia
    FROM v_phieu AS v
    JOIN moi ON moi.dot = v.dot AND moi.thu = 1
    JOIN muc ON muc.n <= v.muc_phan_dau AND muc.n <= v.so_muc AND (v.loai = 'tieu_chi' OR muc.n = 4)
   WHERE :bo IS NULL OR v.bo = :bo
   GROUP BY v.bo, v.tieu_chi, muc.n
)
SELECT bo, so_hieu, ten, ten_en, muc, so_truong, khong_dat, round(100.0 * khong_dat / nullif(so_truong, 0), 2) AS ty_le, chua_danh_gia
  FROM (SELECT 0 AS cuoi, * FROM gop WHERE khong_dat > 0
         UNION ALL
        SELECT 1, NULL, NULL, 'Tổng', 'Total', 9999, NULL, coalesce(sum(so_truong), 0), coalesce(sum(khong_dat), 0),
               coalesce(sum(chua_danh_gia), 0) FROM gop WHERE khong_dat > 0)
 ORDER BY cuoi, khong_dat DESC, 1.0 * khong_dat / nullif(so_truong, 0) DESC, bo, thu_tu, muc

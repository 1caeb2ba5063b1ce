-- title: Kết quả theo cấp học và loại hình
-- title.en: Results by level of education and ownership
-- param: den_ngay date = today
-- label: den_ngay = Tính đến ngày | As of
-- param: don_vi select_one don_vi
-- label: don_vi = Đơn vị quản lý | Managing unit
-- column: ma = Mã | Code
-- column: nhom = Cấp học và loại hình | Level and ownership
-- column: so_truong = Số trường | Schools
-- column: co_dot = Có đợt tự đánh giá | With a period
-- column: ty_le_dot = Tỷ lệ có đợt % | With a period %
-- column: co_ket_luan = Có kết luận | With a verdict
-- column: ty_le_ket_luan = Tỷ lệ có kết luận % | With a verdict %
-- column: khong_dat = Không đạt Mức 1 | Below level 1
-- column: muc_1 = Mức 1 | Level 1
-- column: muc_2 = Mức 2 | Level 2
-- column: muc_3 = Mức 3 | Level 3
-- column: muc_4 = Mức 4 | Level 4
-- column: dat = Đạt từ Mức 1 | Level 1 or above
-- column: ty_le_dat = Tỷ lệ đạt trên số trường % | Level 1 or above, of all schools %
-- column: theo_2018 = Theo thông tư 2018 | Under the circulars of 2018
-- column: theo_2026 = Theo TT 57/2026 | Under circular 57/2026
-- column: theo_khac = Theo văn bản khác | Under other regulations
-- column: tu_giay = Kết quả từ giấy | Results from paper
-- roles: can_bo, lanh_dao_so, can_bo_trung_gian
-- A school counts once, under cap_thong_ke, with its latest period that has a verdict; the level is the one the council concluded, else the one computed.
-- den_ngay also says which schools were open; don_vi takes a unit and the units below it.
WITH moi AS (
  SELECT m.*, row_number() OVER (PARTITION BY m.truong
                                  ORDER BY m.trang_thai_kl = 'co' DESC, m.tu_ngay DESC, m.ma_dot DESC) AS thu
    FROM v_ket_qua_tdg AS m
   WHERE m.tu_ngay <= :den_ngay
),
dong AS (
  SELECT t.cap_thong_ke || '-' || t.loai_hinh AS ma, c.label || ', ' || h.label AS nhom,
         c.label_en || ', ' || h.label_en AS nhom_en, m.ma_dot AS dot, m.bo, iif(m.giay, 1, NULL) AS giay,
         CASE WHEN m.trang_thai_kl = 'co' THEN coalesce(m.muc_ket_luan, m.muc) END AS muc,
         w.nhom AS van_ban
    FROM truong AS t
    LEFT JOIN moi AS m ON m.truong = t._id AND m.thu = 1
    LEFT JOIN cap_hoc AS c ON c.code = t.cap_thong_ke
    LEFT JOIN loai_hinh AS h ON h.code = t.loai_hinh
    LEFT JOIN bo_tieu_chi AS b ON b.code = m.bo
    LEFT JOIN van_ban AS w ON w.code = b.van_ban
   WHERE t._id IN (SELECT m.truong FROM v_truong_dong AS m WHERE coalesce(m.dong_tu, '9999') > :den_ngay)
     AND coalesce(t.nam_thanh_lap, 0) <= CAST(substr(:den_ngay, 1, 4) AS INTEGER)
     AND (:don_vi IS NULL OR t._id IN (SELECT q.truong FROM v_thuoc AS q WHERE q.don_vi = :don_vi AND :den_ngay BETWEEN q.tu AND q.den))
),
gop AS (
  SELECT 0 AS cuoi, ma, nhom, nhom_en, count(*) AS so_truong, count(dot) AS co_dot, count(muc) AS co_ket_luan,
         count(CASE WHEN muc = 0 THEN 1 END) AS khong_dat, count(CASE WHEN muc = 1 THEN 1 END) AS muc_1,
         count(CASE WHEN muc = 2 THEN 1 END) AS muc_2, count(CASE WHEN muc = 3 THEN 1 END) AS muc_3,
         count(CASE WHEN muc = 4 THEN 1 END) AS muc_4, count(CASE WHEN muc >= 1 THEN 1 END) AS dat,
         count(CASE WHEN van_ban = '2018' THEN 1 END) AS theo_2018,
         count(CASE WHEN van_ban = '2026' THEN 1 END) AS theo_2026,
         count(CASE WHEN coalesce(van_ban, 'khac') NOT IN ('2018', '2026') THEN dot END) AS theo_khac, count(giay) AS tu_giay
    FROM dong
   GROUP BY ma, nhom
)
SELECT ma, nhom, nhom_en, so_truong, co_dot, round(100.0 * co_dot / nullif(so_truong, 0), 2) AS ty_le_dot, co_ket_luan,
       round(100.0 * co_ket_luan / nullif(so_truong, 0), 2) AS ty_le_ket_luan, khong_dat, muc_1, muc_2, muc_3, muc_4, dat,
       round(100.0 * dat / nullif(so_truong, 0), 2) AS ty_le_dat, theo_2018, theo_2026, theo_khac, tu_giay
  FROM (SELECT * FROM gop
         UNION ALL
        SELECT 1, NULL, 'Tổng', 'Total', coalesce(sum(so_truong), 0), coalesce(sum(co_dot), 0), coalesce(sum(co_ket_luan), 0),
               coalesce(sum(khong_dat), 0), coalesce(sum(muc_1), 0), coalesce(sum(muc_2), 0), coalesce(sum(muc_3), 0),
               coalesce(sum(muc_4), 0), coalesce(sum(dat), 0), coalesce(sum(theo_2018), 0), coalesce(sum(theo_2026), 0),
               coalesce(sum(theo_khac), 0), coalesce(sum(tu_giay), 0)
          FROM gop)
 ORDER BY cuoi, ma IS NULL, ma

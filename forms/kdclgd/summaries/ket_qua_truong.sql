-- title: Kết quả theo trường
-- title.en: Results by school
-- param: den_ngay date = today
-- label: den_ngay = Tính đến ngày | As of
-- param: don_vi select_one don_vi
-- label: don_vi = Đơn vị quản lý | Managing unit
-- param: bo select_one bo_tieu_chi
-- label: bo = Bộ tiêu chí | Rule set
-- param: loai_hinh select_one loai_hinh
-- label: loai_hinh = Loại hình | Ownership
-- column: ma_truong = Mã trường | School code
-- column: ten = Tên trường | School name
-- column: cap_hoc = Cấp học thống kê | Counted under
-- column: loai_hinh = Loại hình | Ownership
-- column: ma_dot = Đợt | Period
-- column: bo = Bộ tiêu chí | Rule set
-- column: so_phieu = Phiếu đã lập | Sheets
-- column: so_tieu_chi = Tổng số tiêu chí | Criteria
-- column: ty_le_phieu = Tỷ lệ phiếu % | Sheets %
-- column: dat_1 = Tiêu chí đạt từ Mức 1 | Criteria at level 1 or above
-- column: ty_le_dat = Tỷ lệ đạt % | Met %
-- column: muc_tinh = Mức tính được | Level computed
-- column: muc_ket_luan = Mức kết luận | Level concluded
-- column: tinh_trang = Tình trạng | State of the verdict
-- column: ly_do = Còn vướng | What stands in the way
-- column: nguon = Nguồn | Source
-- roles: can_bo, lanh_dao_so, can_bo_trung_gian
-- One row per school open on the day, with its latest period begun by then (one with a verdict goes first); don_vi takes a unit and the units below it.
-- bo looks at the periods under that set alone, and leaves out the schools that have none.
WITH moi AS (
  SELECT m.*, row_number() OVER (PARTITION BY m.truong
                                  ORDER BY m.trang_thai_kl = 'co' DESC, m.tu_ngay DESC, m.ma_dot DESC) AS thu
    FROM v_ket_qua_tdg AS m
   WHERE m.tu_ngay <= :den_ngay AND (:bo IS NULL OR ' ' || m.cac_bo || ' ' LIKE '% ' || :bo || ' %')
),
dong AS (
  SELECT t.ma_truong, t.ten, c.label AS cap_hoc, c.label_en AS cap_hoc_en, h.label AS loai_hinh, h.label_en AS loai_hinh_en, m.ma_dot, m.cac_bo AS bo,
         coalesce(m.so_phieu, 0) AS so_phieu, coalesce(m.so_tieu_chi, 0) AS so_tieu_chi, coalesce(m.dat_1, 0) AS dat_1,
         m.muc, m.muc_ket_luan, m.giay, iif(m.trang_thai_kl = 'co', 1, NULL) AS co,
         CASE coalesce(m.trang_thai_kl, '')
           WHEN 'co' THEN 'Có kết luận' WHEN 'chua' THEN 'Chưa kết luận'
           WHEN 'chua_co_noi_dung' THEN 'Bộ tiêu chí chưa có nội dung'
           WHEN 'chua_co_pham_vi' THEN 'Chưa có phạm vi' ELSE 'Chưa có đợt' END AS tinh_trang,
         CASE coalesce(m.trang_thai_kl, '')
           WHEN 'co' THEN 'Verdict' WHEN 'chua' THEN 'No verdict yet'
           WHEN 'chua_co_noi_dung' THEN 'Rule set without content'
           WHEN 'chua_co_pham_vi' THEN 'No scope' ELSE 'No period' END AS tinh_trang_en,
         (SELECT group_concat(iif(thu <= 5, ly_do, 'và ' || (het - 5) || ' điều nữa'), '; ')
            FROM (SELECT v.ly_do, row_number() OVER (ORDER BY v.thu_tu) AS thu, count(*) OVER () AS het
                    FROM v_can_tro AS v WHERE v.dot = m.dot AND v.ngoai IS NOT 1)
           WHERE thu <= 6) AS ly_do,
         (SELECT group_concat(iif(thu <= 5, ly_do_en, 'and ' || (het - 5) || ' more'), '; ')
            FROM (SELECT v.ly_do_en, row_number() OVER (ORDER BY v.thu_tu) AS thu, count(*) OVER () AS het
                    FROM v_can_tro AS v WHERE v.dot = m.dot AND v.ngoai IS NOT 1)
           WHERE thu <= 6) AS ly_do_en
    FROM truong AS t
    LEFT JOIN cap_hoc AS c ON c.code = t.cap_thong_ke
    LEFT JOIN loai_hinh AS h ON h.code = t.loai_hinh
    LEFT JOIN moi AS m ON m.truong = t._id AND m.thu = 1
   WHERE t._id IN (SELECT m.truong FROM v_truong_dong AS m WHERE coalesce(m.dong_tu, '9999') > :den_ngay)
     AND coalesce(t.nam_thanh_lap, 0) <= CAST(substr(:den_ngay, 1, 4) AS INTEGER)
     AND (:don_vi IS NULL OR t._id IN (SELECT q.truong FROM v_thuoc AS q WHERE q.don_vi = :don_vi AND :den_ngay BETWEEN q.tu AND q.den))
     AND (:bo IS NULL OR m.ma_dot IS NOT NULL)
     AND (:loai_hinh IS NULL OR t.loai_hinh = :loai_hinh)
)
SELECT ma_truong, ma_truong_en, ten, ten_en, cap_hoc, cap_hoc_en, loai_hinh, loai_hinh_en, ma_dot, ma_dot_en, bo, so_phieu, so_tieu_chi,
       ty_le_phieu, dat_1, ty_le_dat, muc_tinh, muc_ket_luan, tinh_trang, tinh_trang_en, ly_do, ly_do_en, nguon, nguon_en
  FROM (SELECT 0 AS cuoi, ma_truong, NULL AS ma_truong_en, ten, NULL AS ten_en, cap_hoc, cap_hoc_en, loai_hinh, loai_hinh_en,
               ma_dot, NULL AS ma_dot_en, bo, so_phieu, so_tieu_chi,
               round(100.0 * so_phieu / nullif(so_tieu_chi, 0), 2) AS ty_le_phieu, dat_1,
               round(100.0 * dat_1 / nullif(so_tieu_chi, 0), 2) AS ty_le_dat,
               muc AS muc_tinh, muc_ket_luan, tinh_trang, tinh_trang_en, ly_do, ly_do_en,
               CASE giay WHEN 1 THEN 'Giấy' WHEN 0 THEN 'Điện tử' END AS nguon, CASE giay WHEN 1 THEN 'Paper' WHEN 0 THEN 'Electronic' END AS nguon_en
          FROM dong
         UNION ALL
        SELECT 1, 'Tổng', 'Total', count(*) || ' trường', count(*) || ' schools', NULL, NULL, NULL, NULL,
               count(ma_dot) || ' đợt', count(ma_dot) || ' periods', NULL, coalesce(sum(so_phieu), 0),
               coalesce(sum(so_tieu_chi), 0), round(100.0 * sum(so_phieu) / nullif(sum(so_tieu_chi), 0), 2),
               coalesce(sum(dat_1), 0), round(100.0 * sum(dat_1) / nullif(sum(so_tieu_chi), 0), 2), NULL, NULL,
               count(co) || ' trường có kết luận', count(co) || ' schools with a verdict', NULL, NULL,
               'từ giấy ' || count(iif(giay, 1, NULL)), 'from paper ' || count(iif(giay, 1, NULL))
          FROM dong)
 ORDER BY cuoi, ma_truong

-- title: Các đợt tự đánh giá
-- title.en: Self-assessment periods
-- param: tu_ngay date
-- label: tu_ngay = Từ ngày | From
-- param: den_ngay date = today
-- label: den_ngay = Đến ngày, tình trạng tính đến ngày này | Until, and as of
-- param: don_vi select_one don_vi
-- label: don_vi = Đơn vị quản lý | Managing unit
-- param: bo select_one bo_tieu_chi
-- label: bo = Bộ tiêu chí | Rule set
-- param: loai_hinh select_one loai_hinh
-- label: loai_hinh = Loại hình | Ownership
-- column: ma_truong = Mã trường | School code
-- column: ten = Tên trường | School name
-- column: ma_dot = Đợt | Period
-- column: nam_hoc = Năm học | School year
-- column: cac_bo = Bộ tiêu chí | Rule set
-- column: muc_dich = Mục đích | Purpose
-- column: trang_thai = Trạng thái | State
-- column: so_phieu = Phiếu đã lập | Sheets
-- column: so_tieu_chi = Phải có | Needed
-- column: ty_le = Tỷ lệ phiếu % | Sheets %
-- column: muc_tinh = Mức tính được | Level computed
-- column: muc_ket_luan = Mức kết luận | Level concluded
-- column: ngay_dgn = Đánh giá ngoài ngày | Evaluated externally on
-- column: muc_dgn = Mức đánh giá ngoài | Level of external evaluation
-- column: nguon = Nguồn | Source
-- roles: can_bo, lanh_dao_so, can_bo_trung_gian
-- One row per period begun from tu_ngay to den_ngay, with the result of the external evaluation of the same school year, and one per result
-- of a self-assessment on paper. The last row has how many schools, how many periods handed in, and how many rows come from paper.
WITH ts AS (
  SELECT t._id AS truong, t.ma_truong, t.ten, t.cap_thong_ke, t.loai_hinh, iif(t.loai_hinh = 'cong_lap', 1, NULL) AS cong_lap
    FROM truong AS t
   WHERE t._id IN (SELECT m.truong FROM v_truong_dong AS m WHERE coalesce(m.dong_tu, '9999') > :den_ngay)
     AND coalesce(t.nam_thanh_lap, 0) <= CAST(substr(:den_ngay, 1, 4) AS INTEGER)
     AND (:loai_hinh IS NULL OR t.loai_hinh = :loai_hinh)
     AND (:don_vi IS NULL OR t._id IN (SELECT q.truong FROM v_thuoc AS q WHERE q.don_vi = :don_vi AND :den_ngay BETWEEN q.tu AND q.den))
),
ky AS (
  SELECT d.truong AS truong, d.ma_dot, d.nam_hoc, m.cac_bo, u.label AS muc_dich, u.label_en AS muc_dich_en, d._state AS tt, m.so_phieu, m.so_tieu_chi,
         m.muc AS muc_tinh, m.muc_ket_luan, 0 AS giay
    FROM dot_tdg AS d
    JOIN v_muc_truong AS m ON m.dot = d._id
    JOIN muc_dich AS u ON u.code = d.muc_dich
   WHERE d.tu_ngay <= :den_ngay AND (:tu_ngay IS NULL OR d.tu_ngay >= :tu_ngay) AND (:bo IS NULL OR ' ' || m.cac_bo || ' ' LIKE '% ' || :bo || ' %')
   UNION ALL
  SELECT g.truong, g.nam_hoc || '-' || (g.nam_hoc + 1), g.nam_hoc, g.bo, NULL, NULL, 'giay', g.so_co_muc, g.so_tieu_chi, NULL, g.muc, 1
    FROM v_ket_qua_giay AS g
   WHERE g.nguon = 'tdg' AND g.ngay <= :den_ngay AND (:tu_ngay IS NULL OR g.ngay >= :tu_ngay) AND (:bo IS NULL OR g.bo = :bo)
),
ngoai AS (
  SELECT g.truong AS truong, g.nam_hoc AS nam_hoc, max(g.ngay) AS ngay, min(g.muc) AS muc
    FROM v_ket_qua_dgn AS g
   WHERE g.ngay <= :den_ngay
   GROUP BY g.truong, g.nam_hoc
),
dong AS (
  SELECT ts.ma_truong, ts.ten, ky.ma_dot, ky.nam_hoc, ky.cac_bo, ky.muc_dich, ky.muc_dich_en, ky.tt, ky.so_phieu, ky.so_tieu_chi, ky.muc_tinh,
         ky.muc_ket_luan, n.ngay AS ngay_dgn, n.muc AS muc_dgn, ky.giay
    FROM ky
    JOIN ts ON ts.truong = ky.truong
    LEFT JOIN ngoai AS n ON n.truong = ky.truong AND n.nam_hoc = ky.nam_hoc
)
SELECT ma_truong, ma_truong_en, ten, ten_en, ma_dot, ma_dot_en, nam_hoc, cac_bo, muc_dich, muc_dich_en, trang_thai, trang_thai_en, so_phieu, so_tieu_chi,
       round(100.0 * so_phieu / nullif(so_tieu_chi, 0), 2) AS ty_le, muc_tinh, muc_ket_luan, ngay_dgn, muc_dgn, nguon, nguon_en
  FROM (SELECT 0 AS cuoi, ma_truong, NULL AS ma_truong_en, ten, NULL AS ten_en, ma_dot, NULL AS ma_dot_en, nam_hoc, cac_bo, muc_dich, muc_dich_en,
               CASE tt WHEN 'chuan_bi' THEN 'Chuẩn bị' WHEN 'thu_thap' THEN 'Thu thập minh chứng' WHEN 'viet' THEN 'Viết phiếu, viết báo cáo'
                 WHEN 'hop_duyet' THEN 'Hội đồng họp duyệt' WHEN 'da_nop' THEN 'Đã nộp' WHEN 'tra_lai' THEN 'Bị trả lại' WHEN 'rut' THEN 'Rút lại'
                 WHEN 'tiep_nhan' THEN 'Sở đã tiếp nhận' WHEN 'cong_bo' THEN 'Đã công bố' WHEN 'khoa' THEN 'Đã khóa'
                 WHEN 'giay' THEN 'Trên giấy' END AS trang_thai,
               CASE tt WHEN 'chuan_bi' THEN 'Preparing' WHEN 'thu_thap' THEN 'Collecting evidence' WHEN 'viet' THEN 'Writing'
                 WHEN 'hop_duyet' THEN 'Council approves' WHEN 'da_nop' THEN 'Handed in' WHEN 'tra_lai' THEN 'Returned' WHEN 'rut' THEN 'Withdrawn'
                 WHEN 'tiep_nhan' THEN 'Accepted' WHEN 'cong_bo' THEN 'Published' WHEN 'khoa' THEN 'Closed'
                 WHEN 'giay' THEN 'On paper' END AS trang_thai_en,
               so_phieu, so_tieu_chi, muc_tinh, muc_ket_luan, ngay_dgn, muc_dgn, iif(giay, 'Giấy', 'Điện tử') AS nguon, iif(giay, 'Paper', 'Electronic') AS nguon_en
          FROM dong
         UNION ALL
        SELECT 1, 'Tổng', 'Total', count(DISTINCT ma_truong) || ' trường', count(DISTINCT ma_truong) || ' schools', count(*) || ' đợt', count(*) || ' periods',
               NULL, NULL, NULL, NULL, 'đã nộp ' || count(iif(tt IN ('da_nop', 'tiep_nhan', 'cong_bo', 'khoa', 'giay'), 1, NULL)),
               'handed in ' || count(iif(tt IN ('da_nop', 'tiep_nhan', 'cong_bo', 'khoa', 'giay'), 1, NULL)), sum(so_phieu), sum(so_tieu_chi), NULL, NULL, NULL,
               count(muc_dgn), 'từ giấy ' || count(iif(giay, 1, NULL)), 'from paper ' || count(iif(giay, 1, NULL))
          FROM dong)
 ORDER BY cuoi, ma_truong, nam_hoc, ma_dot

-- title: Chênh lệch tự đánh giá và đánh giá ngoài
-- title.en: Self-assessment against external evaluation
-- param: tu_ngay date
-- label: tu_ngay = Báo cáo đánh giá ngoài từ ngày | External reports from
-- param: den_ngay date = today
-- label: den_ngay = Đến ngày | Until
-- param: don_vi select_one don_vi
-- label: don_vi = Đơn vị quản lý | Managing unit
-- param: bo select_one bo_tieu_chi
-- label: bo = Bộ tiêu chí | Rule set
-- param: loai_hinh select_one loai_hinh
-- label: loai_hinh = Loại hình | Ownership
-- column: bo = Bộ tiêu chí | Rule set
-- column: so_hieu = Tiêu chí | Criterion
-- column: ten = Tên tiêu chí | Title
-- column: so_luot = Số lượt | Compared
-- column: tdg_cao_hon = Trường cao hơn | School higher
-- column: bang = Bằng nhau | Equal
-- column: dgn_cao_hon = Đoàn cao hơn | Team higher
-- column: ty_le = Tỷ lệ bằng nhau % | Equal %
-- column: so_bao_luu = Ý kiến bảo lưu | Reserved opinions
-- roles: can_bo, lanh_dao_so, can_bo_trung_gian
-- One row per criterion of the visits whose report went to the department from tu_ngay to den_ngay: how often the level of the school's sheet
-- and that of the team's consensus differ. The last row is the total.
WITH luot AS (
  SELECT t.bo, t.so_hieu, c.label AS ten, c.label_en AS ten_en, t.thu_tu, f.muc AS tdg, t.muc AS dgn,
         (SELECT count(*) FROM phieu_thong_nhat__bao_luu AS l WHERE l._record = t.phieu) AS so_bao_luu
    FROM v_ket_qua_dgn AS q
    JOIN truong AS s ON s._id = q.truong
    JOIN v_thong_nhat AS t ON t.dot = q.doan
    JOIN tieu_chi AS c ON c.code = t.tieu_chi
    JOIN v_phieu AS f ON f.dot = q.dot AND f.cap_hoc = t.cap_hoc AND f.tieu_chi = t.tieu_chi
   WHERE q.giay = 0 AND q.ngay <= :den_ngay AND (:tu_ngay IS NULL OR q.ngay >= :tu_ngay) AND (:bo IS NULL OR t.bo = :bo)
     AND f.muc IS NOT NULL AND t.muc IS NOT NULL
     AND (:loai_hinh IS NULL OR s.loai_hinh = :loai_hinh)
     AND (:don_vi IS NULL OR s._id IN (SELECT v.truong FROM v_thuoc AS v WHERE v.don_vi = :don_vi AND :den_ngay BETWEEN v.tu AND v.den))
),
gop AS (
  SELECT bo, so_hieu, ten, ten_en, thu_tu, count(*) AS so_luot, count(iif(tdg > dgn, 1, NULL)) AS tdg_cao_hon, count(iif(tdg = dgn, 1, NULL)) AS bang,
         count(iif(tdg < dgn, 1, NULL)) AS dgn_cao_hon, sum(so_bao_luu) AS so_bao_luu
    FROM luot
   GROUP BY bo, thu_tu
)
SELECT bo, so_hieu, ten, ten_en, so_luot, tdg_cao_hon, bang, dgn_cao_hon, round(100.0 * bang / nullif(so_luot, 0), 2) AS ty_le, so_bao_luu
  FROM (SELECT 0 AS cuoi, * FROM gop
         UNION ALL
        SELECT 1, NULL, NULL, 'Tổng', 'Total', 9999, coalesce(sum(so_luot), 0), coalesce(sum(tdg_cao_hon), 0), coalesce(sum(bang), 0),
               coalesce(sum(dgn_cao_hon), 0), coalesce(sum(so_bao_luu), 0) FROM gop)
 ORDER BY cuoi, bo, thu_tu

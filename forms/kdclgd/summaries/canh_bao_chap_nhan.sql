-- title: Cảnh báo đã chấp nhận
-- title.en: Warnings that were accepted
-- param: don_vi select_one don_vi
-- label: don_vi = Đơn vị quản lý | Managing unit
-- param: den_ngay date = today
-- label: den_ngay = Đến ngày, tình trạng tính đến ngày này | Until, and as of
-- column: ma_truong = Mã trường | School code
-- column: ten = Tên trường | School name
-- column: bieu_mau = Biểu mẫu | Form
-- column: ban_ghi = Bản ghi | Record
-- column: o = Ô | Field
-- column: ly_do = Lý do | Reason
-- column: nguoi = Người chấp nhận | Accepted by
-- column: luu_cuoi = Bản ghi lưu lần cuối | Record last saved
-- roles: can_bo, lanh_dao_so
-- scope: all can_bo, lanh_dao_so
-- One row per warning that somebody accepted and whose value has not changed since, in records last saved by den_ngay; a record of no school
-- stands without one. The last row has how many, and of how many records.
WITH noi AS (
  SELECT f._id AS id, d.truong AS truong, d.ma_dot || ', ' || t.short AS ban_ghi, f._changed_at AS luc
    FROM phieu_tieu_chi AS f
    JOIN dot_tdg AS d ON d._id = f.dot
    JOIN tieu_chi AS t ON t.code = f.tieu_chi
   UNION ALL
  SELECT d._id, d.truong, d.ma_dot, d._changed_at FROM dot_tdg AS d
   UNION ALL
  SELECT f._id, f.truong, b.label, f._changed_at FROM so_lieu AS f JOIN bang_so_lieu AS b ON b.code = f.bang
   UNION ALL
  SELECT f._id, d.truong, d.ma_dot, f._changed_at FROM so_lieu_doi_ngu AS f JOIN dot_tdg AS d ON d._id = f.dot
   UNION ALL
  SELECT f._id, f.truong, f.nam_hoc || '-' || (f.nam_hoc + 1), f._changed_at FROM so_lieu_chi_so AS f
   UNION ALL
  SELECT f._id, d.truong, d.ma_dot, f._changed_at FROM dang_ky_dgn AS f JOIN dot_tdg AS d ON d._id = f.dot
   UNION ALL
  SELECT f._id, f.truong, f.so_vb_goc, f._changed_at FROM ket_qua_giay AS f
),
dong AS (
  SELECT t.ma_truong, t.ten, a.form AS form, a.record AS id, noi.ban_ghi, a.path AS o, a.reason AS ly_do, a.who AS nguoi,
         strftime('%Y-%m-%d', noi.luc, '+7 hours') AS luu_cuoi
    FROM _accepted AS a
    LEFT JOIN noi ON noi.id = a.record
    LEFT JOIN truong AS t ON t._id = noi.truong
   WHERE coalesce(strftime('%Y-%m-%d', noi.luc, '+7 hours'), '') <= :den_ngay
     AND (:don_vi IS NULL OR t._id IN (SELECT q.truong FROM v_thuoc AS q WHERE q.don_vi = :don_vi AND :den_ngay BETWEEN q.tu AND q.den))
)
SELECT ma_truong, ma_truong_en, ten, ten_en, bieu_mau, bieu_mau_en, ban_ghi, o, ly_do, nguoi, luu_cuoi
  FROM (SELECT 0 AS cuoi, ma_truong, NULL AS ma_truong_en, ten, NULL AS ten_en,
               CASE form WHEN 'phieu_tieu_chi' THEN 'Phiếu đánh giá tiêu chí' WHEN 'dot_tdg' THEN 'Đợt tự đánh giá' WHEN 'so_lieu' THEN 'Bảng số liệu'
                 WHEN 'so_lieu_doi_ngu' THEN 'Đội ngũ' WHEN 'so_lieu_chi_so' THEN 'Chỉ số' WHEN 'dang_ky_dgn' THEN 'Đăng ký đánh giá ngoài'
                 WHEN 'ket_qua_giay' THEN 'Kết quả trên giấy' ELSE form END AS bieu_mau,
               CASE form WHEN 'phieu_tieu_chi' THEN 'Criterion assessment sheet' WHEN 'dot_tdg' THEN 'Self-assessment period'
                 WHEN 'so_lieu' THEN 'Table of figures' WHEN 'so_lieu_doi_ngu' THEN 'Staff' WHEN 'so_lieu_chi_so' THEN 'Metrics'
                 WHEN 'dang_ky_dgn' THEN 'Registration' WHEN 'ket_qua_giay' THEN 'Result on paper' ELSE form END AS bieu_mau_en,
               ban_ghi, o, ly_do, nguoi, luu_cuoi
          FROM dong
         UNION ALL
        SELECT 1, 'Tổng', 'Total', count(*) || ' cảnh báo', count(*) || ' warnings', count(DISTINCT id) || ' bản ghi', count(DISTINCT id) || ' records', NULL, NULL, NULL, NULL, NULL
          FROM dong)
 ORDER BY cuoi, ma_truong, bieu_mau, ban_ghi, o

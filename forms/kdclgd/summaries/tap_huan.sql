-- title: Lớp tập huấn
-- title.en: Training courses
-- param: tu_ngay date
-- label: tu_ngay = Từ ngày | From
-- param: den_ngay date = today
-- label: den_ngay = Đến ngày | Until
-- param: noi_dung select_one noi_dung_tap_huan
-- label: noi_dung = Nội dung | Subject
-- column: so_lop = Số lớp | Course
-- column: nam_hoc = Năm học | School year
-- column: noi_dung = Nội dung | Subject
-- column: doi_tuong = Đối tượng | For whom
-- column: don_vi = Đơn vị tổ chức | Held by
-- column: tu = Từ ngày | From
-- column: den = Đến ngày | Until
-- column: danh_sach = Danh sách | On the list
-- column: co_mat = Có mặt | Present
-- column: dat = Đạt | Passed
-- column: chung_nhan = Số chứng nhận | Certificates
-- column: ty_le = Tỷ lệ đạt trên có mặt % | Passed, of those present %
-- column: chi_phi = Đã chi | Spent
-- column: trang_thai = Trạng thái | State
-- roles: can_bo, lanh_dao_so, can_bo_trung_gian
-- One row per course that begins in the time, planned ones too, with what was spent on it by den_ngay. The last row counts the courses held, and the seats in all courses; people
-- are told apart in the row's second number: how many different persons were present.
WITH dong AS (
  SELECT l._id, l.so_lop, l.nam_hoc_lop AS nam, n.label AS noi_dung, n.label_en AS noi_dung_en, l.doi_tuong_lop AS doi_tuong, l.don_vi_to_chuc AS don_vi,
         l.tu_lop AS tu, l.den_lop AS den, l._state AS tt, count(h._row_key) AS danh_sach, count(iif(h.co_mat_hv = 'co', 1, NULL)) AS co_mat,
         count(iif(h.co_mat_hv = 'co' AND h.ket_qua_hv = 'dat', 1, NULL)) AS dat, count(h.so_chung_nhan) AS chung_nhan,
         (SELECT coalesce(sum(c.so_tien), 0) FROM kinh_phi__chi AS c WHERE c.lop_chi = l._id AND c.ngay_chi <= :den_ngay) AS chi_phi
    FROM lop_tap_huan AS l
    JOIN noi_dung_tap_huan AS n ON n.code = l.noi_dung_lop
    LEFT JOIN lop_tap_huan__hoc_vien AS h ON h._record = l._id
   WHERE l.tu_lop <= :den_ngay AND (:tu_ngay IS NULL OR l.tu_lop >= :tu_ngay) AND (:noi_dung IS NULL OR l.noi_dung_lop = :noi_dung)
   GROUP BY l._id
)
SELECT so_lop, so_lop_en, nam_hoc, nam_hoc_en, noi_dung, noi_dung_en, doi_tuong, don_vi, tu, den, danh_sach, co_mat, dat, chung_nhan,
       round(100.0 * dat / nullif(co_mat, 0), 2) AS ty_le, chi_phi, trang_thai, trang_thai_en
  FROM (SELECT 0 AS cuoi, so_lop, NULL AS so_lop_en, nam || '-' || (nam + 1) AS nam_hoc, NULL AS nam_hoc_en, noi_dung, noi_dung_en, doi_tuong, don_vi, tu, den,
               danh_sach, co_mat, dat, chung_nhan, chi_phi,
               CASE tt WHEN 'du_kien' THEN 'Dự kiến' WHEN 'da_to_chuc' THEN 'Đã tổ chức' ELSE 'Hủy' END AS trang_thai,
               CASE tt WHEN 'du_kien' THEN 'Planned' WHEN 'da_to_chuc' THEN 'Held' ELSE 'Cancelled' END AS trang_thai_en
          FROM dong
         UNION ALL
        SELECT 1, 'Tổng', 'Total', count(*) || ' lớp', count(*) || ' courses',
               (SELECT count(DISTINCT h.nguoi_hv) FROM lop_tap_huan__hoc_vien AS h WHERE h.co_mat_hv = 'co' AND h._record IN (SELECT _id FROM dong)) || ' người',
               (SELECT count(DISTINCT h.nguoi_hv) FROM lop_tap_huan__hoc_vien AS h WHERE h.co_mat_hv = 'co' AND h._record IN (SELECT _id FROM dong)) || ' persons',
               NULL, NULL, NULL, NULL, coalesce(sum(danh_sach), 0), coalesce(sum(co_mat), 0), coalesce(sum(dat), 0), coalesce(sum(chung_nhan), 0), coalesce(sum(chi_phi), 0),
               'đã tổ chức ' || count(iif(tt = 'da_to_chuc', 1, NULL)), 'held ' || count(iif(tt = 'da_to_chuc', 1, NULL))
          FROM dong)
 ORDER BY cuoi, tu, so_lop

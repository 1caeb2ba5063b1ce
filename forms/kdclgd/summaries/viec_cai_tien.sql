-- title: Các việc cải tiến
-- title.en: Improvement tasks, one by one
-- param: den_ngay date = today
-- label: den_ngay = Tính đến ngày | As of
-- param: nam_hoc integer
-- label: nam_hoc = Năm học bắt đầu (để trống: tất cả) | School year begins in (empty: all)
-- param: truong select_one truong
-- label: truong = Trường | School
-- column: ma_truong = Mã trường | School code
-- column: ten = Tên trường | School name
-- column: so_viec = Số | Number
-- column: noi_dung = Việc phải làm | What is to be done
-- column: nguon = Từ đâu | From
-- column: tieu_chi = Tiêu chí | Criterion
-- column: han = Hạn | Due
-- column: ngay_xong = Ngày xong | Done on
-- column: tinh_trang = Tình trạng | How it stands
-- column: so_truoc = Trước | Before
-- column: so_sau = Sau | After
-- column: so_mc = Số minh chứng | Items of evidence
-- One row per task, of a school year those that were due or done in it (1 September to 31 August). The last row is the total.
WITH viec AS (
  SELECT t.ma_truong AS ma_truong, t.ten AS ten, v.so_viec AS so_viec, v.noi_dung_vc AS noi_dung, n.label AS nguon, n.label_en AS nguon_en,
         c.short AS tieu_chi, v.han_vc AS han, iif(v.ngay_xong_vc <= :den_ngay, v.ngay_xong_vc, NULL) AS ngay_xong, v._state AS trang_thai,
         v.so_truoc AS so_truoc, v.so_sau AS so_sau,
         iif(v.mc_vc IS NULL, 0, length(v.mc_vc) - length(replace(v.mc_vc, ' ', '')) + 1) AS so_mc
    FROM viec_cai_tien AS v
    JOIN truong AS t ON t._id = v.truong
    JOIN nguon_viec AS n ON n.code = v.nguon_viec
    LEFT JOIN tieu_chi AS c ON c.code = v.tieu_chi_vc
   WHERE (:truong IS NULL OR v.truong = :truong)
     AND (:nam_hoc IS NULL OR v.han_vc BETWEEN :nam_hoc || '-09-01' AND (:nam_hoc + 1) || '-08-31'
          OR v.ngay_xong_vc BETWEEN :nam_hoc || '-09-01' AND (:nam_hoc + 1) || '-08-31')
)
SELECT ma_truong, ma_truong_en, ten, so_viec, noi_dung, nguon, nguon_en, tieu_chi, han, ngay_xong, tinh_trang, tinh_trang_en, so_truoc, so_sau, so_mc
  FROM (SELECT 0 AS cuoi, ma_truong, NULL AS ma_truong_en, ten, so_viec, noi_dung, nguon, nguon_en, tieu_chi, han, ngay_xong,
               CASE WHEN ngay_xong IS NOT NULL THEN 'Đã xong' WHEN trang_thai = 'khong_lam_duoc' THEN 'Không làm được'
                    WHEN han < :den_ngay THEN 'Quá hạn' ELSE 'Đang làm' END AS tinh_trang,
               CASE WHEN ngay_xong IS NOT NULL THEN 'Done' WHEN trang_thai = 'khong_lam_duoc' THEN 'Cannot be done'
                    WHEN han < :den_ngay THEN 'Late' ELSE 'Being done' END AS tinh_trang_en, so_truoc, so_sau, so_mc
          FROM viec
        UNION ALL
        SELECT 1, 'Tổng', 'Total', NULL, count(*), NULL, NULL, NULL, NULL, NULL, NULL, count(ngay_xong) || ' xong', count(ngay_xong) || ' done', NULL, NULL, sum(so_mc)
          FROM viec)
 ORDER BY cuoi, ma_truong, so_viec

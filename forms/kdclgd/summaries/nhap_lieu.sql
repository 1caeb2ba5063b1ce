-- title: Thống kê thao tác nhập liệu
-- title.en: Operator statistics
-- param: tu_ngay date
-- label: tu_ngay = Từ ngày | From
-- param: den_ngay date = today
-- label: den_ngay = Đến ngày | Until
-- column: nguoi = Người nhập | Operator
-- column: bieu_mau = Biểu mẫu | Form
-- column: ngay = Ngày | Day
-- column: bat_dau = Bản ghi bắt đầu | Records begun
-- column: da_luu = Lần lưu | Saves
-- column: phim = Số phím gõ | Keystrokes
-- column: phim_gio = Phím mỗi giờ | Keystrokes per hour
-- column: sua = Lần sửa | Corrections
-- column: sua_nghin = Lần sửa trên 1000 phím | Corrections per 1000 keys
-- column: gio_go = Giờ gõ | Hours typed
-- column: doi_chieu_khac = Đối chiếu khác lần đầu | Keyed otherwise than first
-- column: nhap_sai = Bị đối chiếu sửa | Corrected by double entry
-- roles: can_bo, lanh_dao_so
-- scope: all can_bo, lanh_dao_so
-- What people did at the keyboard, by day: personal data, and counted only where [app] of app.ini has statistics = yes.  The last
-- column counts values of that day that were keyed first by this person and that double entry corrected.
WITH sai AS (
  SELECT v.first AS person, v.form, strftime('%Y-%m-%d', v.at, '+7 hours') AS day, count(*) AS so
    FROM _verified_value AS v
   WHERE v.outcome IN ('second', 'third')
   GROUP BY 1, 2, 3
), dong AS (
  SELECT person, form, day FROM _operator
  UNION
  SELECT person, form, day FROM sai WHERE EXISTS (SELECT 1 FROM _operator)
)
SELECT d.person AS nguoi, NULL AS nguoi_en,
       CASE d.form WHEN 'truong' THEN 'Trường' WHEN 'don_vi' THEN 'Đơn vị quản lý' WHEN 'nguoi' THEN 'Cán bộ, giáo viên'
                   WHEN 'dot_tdg' THEN 'Đợt tự đánh giá' WHEN 'phieu_tieu_chi' THEN 'Phiếu đánh giá tiêu chí'
                   WHEN 'ket_luan_tieu_chuan' THEN 'Kết luận tiêu chuẩn' WHEN 'ket_luan_truong' THEN 'Kết luận chung của trường'
                   ELSE d.form END AS bieu_mau,
       CASE d.form WHEN 'truong' THEN 'School' WHEN 'don_vi' THEN 'Managing unit' WHEN 'nguoi' THEN 'People'
                   WHEN 'dot_tdg' THEN 'Self-assessment period' WHEN 'phieu_tieu_chi' THEN 'Criterion assessment sheet'
                   WHEN 'ket_luan_tieu_chuan' THEN 'Conclusion on a standard' WHEN 'ket_luan_truong' THEN 'Conclusion on the school'
                   ELSE d.form END AS bieu_mau_en,
       d.day AS ngay, o.begun AS bat_dau, o.saved AS da_luu, o.keystrokes AS phim,
       o.keystrokes * 3600 / nullif(o.seconds, 0) AS phim_gio, o.corrections AS sua,
       round(o.corrections * 1000.0 / nullif(o.keystrokes, 0), 1) AS sua_nghin, round(o.seconds / 3600.0, 2) AS gio_go,
       o.differences AS doi_chieu_khac, s.so AS nhap_sai
  FROM dong AS d
  LEFT JOIN _operator AS o ON o.person = d.person AND o.form = d.form AND o.day = d.day
  LEFT JOIN sai AS s ON s.person = d.person AND s.form = d.form AND s.day = d.day
 WHERE (:tu_ngay IS NULL OR d.day >= :tu_ngay) AND (:den_ngay IS NULL OR d.day <= :den_ngay)
UNION ALL
SELECT 'Chưa ghi số liệu nào: thống kê thao tác chỉ được ghi khi mục [app] của app.ini có statistics = yes.',
       'Nothing is counted: statistics are kept only where [app] of app.ini has statistics = yes.',
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
 WHERE NOT EXISTS (SELECT 1 FROM _operator)
 ORDER BY ngay DESC, nguoi, bieu_mau

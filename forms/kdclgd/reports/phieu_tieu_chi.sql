-- title: Phiếu đánh giá tiêu chí
-- title.en: Criterion assessment sheet
-- form: phieu_tieu_chi
SELECT f._id AS phieu, f.dot, h.truong, f.tieu_chi, c.bo, h.co_quan, h.ten_truong, h.hieu_truong, h.chuc_danh, h.nam_hoc,
       coalesce('Mã dấu: ' || :_seal, '') AS dau,
       'Tiêu chuẩn ' || s.short || ': ' || s.label AS tieu_chuan_ten, 'Standard ' || s.short || ': ' || s.label_en AS tieu_chuan_ten_en,
       'Tiêu chí ' || c.short || ': ' || coalesce(n.label, c.label || ' (tóm tắt)') AS tieu_chi_ten,
       'Criterion ' || c.short || ': ' || coalesce(n.label_en, c.label_en || ' (summary)') AS tieu_chi_ten_en,
       CASE WHEN f.muc_dat IS NULL THEN 'chưa xác định' WHEN f.muc_dat = 0 THEN 'Không đạt Mức 1' ELSE 'Đạt Mức ' || f.muc_dat END AS ket_qua,
       CASE WHEN f.muc_dat IS NULL THEN 'not decided yet' WHEN f.muc_dat = 0 THEN 'Level 1 not reached' ELSE 'Level ' || f.muc_dat END AS ket_qua_en,
       f.ly_do_khac, v.ho_ten AS nguoi_viet, g.ho_ten AS nhom_truong,
       CASE WHEN f.ngay_viet IS NULL THEN 'Ngày       tháng       năm' ELSE letter_date('Ngày %d tháng %m năm %Y', f.ngay_viet) END AS ngay
  FROM phieu_tieu_chi AS f
  JOIN v_dau_dot AS h ON h.dot = f.dot
  JOIN tieu_chi AS c ON c.code = f.tieu_chi
  LEFT JOIN noi_dung AS n ON n.code = c.code
  LEFT JOIN tieu_chuan AS s ON s.code = c.tieu_chuan
  LEFT JOIN nguoi AS v ON v._id = f.nguoi_viet
  LEFT JOIN nguoi AS g ON g._id = f.nhom_truong
 WHERE f._id = :_id

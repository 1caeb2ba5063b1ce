-- title: Phiếu xác định nội hàm Mức 4
-- title.en: Requirements and evidence at level 4
-- form: noi_ham
SELECT f._id AS noi_ham, f.dot, f.tieu_chi, h.co_quan, h.ten_truong, h.hieu_truong, h.chuc_danh, h.nam_hoc,
       'Tiêu chuẩn ' || s.short || ': ' || s.label AS tieu_chuan_ten, 'Standard ' || s.short || ': ' || s.label_en AS tieu_chuan_ten_en,
       'Tiêu chí ' || c.short || ': ' || coalesce(w.label, c.label || ' (tóm tắt)') AS tieu_chi_ten,
       'Criterion ' || c.short || ': ' || coalesce(w.label_en, c.label_en || ' (summary)') AS tieu_chi_ten_en,
       coalesce((SELECT group_concat(DISTINCT m.ten_nhom) FROM hoi_dong__nhom AS m WHERE m._record = h.hoi_dong AND m.nguoi_nhom = f.nguoi_lam) || ' – ', '')
         || coalesce(n.ho_ten, '') AS nhom, n.ho_ten AS nguoi_lam
  FROM noi_ham AS f
  JOIN v_dau_dot AS h ON h.dot = f.dot
  JOIN tieu_chi AS c ON c.code = f.tieu_chi AND c.loai <> 'tieu_chi'
  LEFT JOIN noi_dung AS w ON w.code = c.code
  LEFT JOIN tieu_chuan AS s ON s.code = c.tieu_chuan
  LEFT JOIN nguoi AS n ON n._id = f.nguoi_lam
 WHERE f._id = :_id

-- title: Phiếu thống nhất của đoàn
-- title.en: Consensus sheet
-- form: phieu_thong_nhat
-- roles: truong_doan, thu_ky_doan, uy_vien, can_bo, lanh_dao_so
SELECT v.*, f._id AS phieu, f.cap_hoc, f.tieu_chi, 'Tiêu chí ' || t.short || ': ' || coalesce(n.label, t.label || ' (tóm tắt)') AS ten_tieu_chi,
       'Criterion ' || t.short || ': ' || coalesce(n.label_en, t.label_en || ' (summary)') AS ten_tieu_chi_en, f.diem_manh, f.diem_yeu, f.kien_nghi, f.chua_ro,
       CASE WHEN f.muc_dat IS NULL THEN 'chưa xác định' WHEN f.muc_dat = 0 THEN 'Không đạt Mức 1' ELSE 'Đạt Mức ' || f.muc_dat END AS ket_qua, f.ly_do_khac, f.ly_do_khac_truong, coalesce(f.so_thuan, 0) AS so_thuan, coalesce(f.so_chong, 0) AS so_chong
  FROM phieu_thong_nhat AS f
  JOIN v_dau_doan AS v ON v.doan = f.doan
  JOIN tieu_chi AS t ON t.code = f.tieu_chi
  LEFT JOIN noi_dung AS n ON n.code = t.code
 WHERE f._id = :_id

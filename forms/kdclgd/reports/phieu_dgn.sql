-- title: Phiếu đánh giá của thành viên đoàn
-- title.en: Assessment sheet of a member
-- form: phieu_dgn
-- roles: truong_doan, thu_ky_doan, uy_vien, can_bo, lanh_dao_so
SELECT v.*, f._id AS phieu, f.ten_nguoi, c.label AS cap, c.label_en AS cap_en, 'Tiêu chí ' || t.short || ': ' || coalesce(n.label, t.label || ' (tóm tắt)') AS ten_tieu_chi,
       'Criterion ' || t.short || ': ' || coalesce(n.label_en, t.label_en || ' (summary)') AS ten_tieu_chi_en, f.diem_manh, f.diem_yeu, f.kien_nghi, f.chua_ro,
       CASE WHEN f.muc_dat IS NULL THEN 'chưa xác định' WHEN f.muc_dat = 0 THEN 'Không đạt Mức 1' ELSE 'Đạt Mức ' || f.muc_dat END AS lan_dau, CASE WHEN f.muc_sau IS NOT NULL THEN 'Sau thảo luận: ' || CASE WHEN f.muc_sau IS NULL THEN 'chưa xác định' WHEN f.muc_sau = 0 THEN 'Không đạt Mức 1' ELSE 'Đạt Mức ' || f.muc_sau END || coalesce('. Lý do: ' || f.ly_do_doi, '') END AS sau,
       f.ly_do_khac, f.ly_do_chan
  FROM phieu_dgn AS f
  JOIN v_dau_doan AS v ON v.doan = f.doan
  JOIN tieu_chi AS t ON t.code = f.tieu_chi
  LEFT JOIN noi_dung AS n ON n.code = t.code
  LEFT JOIN cap_hoc AS c ON c.code = f.cap_hoc
 WHERE f._id = :_id

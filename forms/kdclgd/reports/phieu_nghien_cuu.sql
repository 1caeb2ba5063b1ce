-- title: Phiếu nghiên cứu hồ sơ đánh giá
-- title.en: Study of the dossier
-- form: nghien_cuu_ho_so
-- roles: truong_doan, thu_ky_doan, uy_vien, can_bo, lanh_dao_so
SELECT v.*, f._id AS phieu, n.ho_ten AS nguoi_nc, 'Tiêu chí ' || t.short || ': ' || coalesce(w.label, t.label || ' (tóm tắt)') AS ten_tieu_chi, 'Criterion ' || t.short || ': ' || coalesce(w.label_en, t.label_en || ' (summary)') AS ten_tieu_chi_en,
       f.nhan_xet, f.mc_bo_sung, f.chua_ro
  FROM nghien_cuu_ho_so AS f
  JOIN v_dau_doan AS v ON v.doan = f.doan
  JOIN nguoi AS n ON n._id = f.nguoi
  JOIN tieu_chi AS t ON t.code = f.tieu_chi
  LEFT JOIN noi_dung AS w ON w.code = t.code
 WHERE f._id = :_id

-- title: Báo cáo sơ bộ của thành viên đoàn
-- title.en: Preliminary report of a member
-- form: bao_cao_so_bo
-- roles: truong_doan, thu_ky_doan, uy_vien, can_bo, lanh_dao_so
SELECT v.*, n.ho_ten AS nguoi_bc, f.hinh_thuc, f.noi_dung_bc, f.diem_manh, f.diem_yeu, f.chua_ro, f.de_nghi
  FROM bao_cao_so_bo AS f
  JOIN v_dau_doan AS v ON v.doan = f.doan
  JOIN nguoi AS n ON n._id = f.nguoi
 WHERE f._id = :_id

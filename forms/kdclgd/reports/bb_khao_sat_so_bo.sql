-- title: Biên bản khảo sát sơ bộ
-- title.en: Minutes of the preliminary survey
-- form: khao_sat_so_bo
-- roles: truong_doan, thu_ky_doan, uy_vien, can_bo, lanh_dao_so
SELECT v.*, letter_date('ngày %d tháng %m năm %Y', f.ngay_ks) AS ngay, f.thanh_phan, f.noi_dung_ks, f.yeu_cau_bo_sung, f.lich_chinh_thuc
  FROM khao_sat_so_bo AS f
  JOIN v_dau_doan AS v ON v.doan = f.doan
 WHERE f._id = :_id

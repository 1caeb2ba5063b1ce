-- title: Bảng so sánh đánh giá
-- title.en: Assessments side by side
-- form: doan_dgn
-- roles: truong_doan, thu_ky_doan, uy_vien, can_bo, lanh_dao_so
SELECT v.*, (SELECT group_concat(x.ho_ten, ' · ') FROM (SELECT n.ho_ten FROM doan_dgn__thanh_vien AS m JOIN nguoi AS n ON n._id = m.nguoi
                WHERE m._record = v.doan ORDER BY m._row) AS x) AS cac_thanh_vien
  FROM v_dau_doan AS v
 WHERE v.doan = :_id

-- title: Biên bản của đoàn đánh giá ngoài
-- title.en: Minutes of the external team
-- form: bien_ban_dgn
-- roles: truong_doan, thu_ky_doan, uy_vien, can_bo, lanh_dao_so
SELECT v.*, f._id AS bien_ban, printf('%02d', f.so_bb) AS so, letter_date('ngày %d tháng %m năm %Y', f.ngay_bb) AS ngay, l.label AS ve_viec, l.label_en AS ve_viec_en,
       coalesce(f.dia_diem_bb, v.ten_truong) AS dia_diem, f.noi_dung_bb, f.ket_luan_bb
  FROM bien_ban_dgn AS f
  JOIN v_dau_doan AS v ON v.doan = f.doan
  LEFT JOIN loai_bb_dgn AS l ON l.code = f.loai_bb
 WHERE f._id = :_id

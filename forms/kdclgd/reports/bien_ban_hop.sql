-- title: Biên bản họp hội đồng tự đánh giá
-- title.en: Minutes of the council
-- form: bien_ban_hop
SELECT f._id AS bien_ban, f.dot, h.hoi_dong, h.co_quan, h.ten_truong, h.hieu_truong, h.chuc_danh, h.nam_hoc, h.chu_tich, h.thu_ky, printf('%02d', f.so_bb) AS so_bb, h.dia_danh || ', ' || coalesce(letter_date('ngày %d tháng %m năm %Y', f.ngay_hop), 'ngày      tháng      năm      ') AS ngay, letter_date('ngày %d tháng %m năm %Y', f.ngay_hop) AS ngay_hop,
       coalesce(f.dia_diem, h.ten_truong) AS dia_diem, l.label AS ve_viec, l.label_en AS ve_viec_en, f.noi_dung_hop, f.ket_luan_hop,
       (SELECT count(*) FROM bien_ban_hop__du_hop AS m WHERE m._record = f._id AND m.co_mat = 'co') AS co_mat,
       (SELECT count(*) FROM bien_ban_hop__du_hop AS m WHERE m._record = f._id AND m.co_mat IS NOT 'co') AS vang
  FROM bien_ban_hop AS f
  JOIN v_dau_dot AS h ON h.dot = f.dot
  LEFT JOIN loai_hop AS l ON l.code = f.loai_hop
 WHERE f._id = :_id

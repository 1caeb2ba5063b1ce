-- Whom the members of a visit want to hear, as their finished studies of the dossier say; one row per question.
SELECT row_number() OVER (ORDER BY b.doi_tuong, t.thu_tu, b._row) AS tt, b.doi_tuong, coalesce(b.so_luong, '') AS so_luong, t.short AS so_hieu, b.noi_dung_pv,
       n.ho_ten AS nguoi_hoi
  FROM nghien_cuu_ho_so AS f
  JOIN nghien_cuu_ho_so__phong_van AS b ON b._record = f._id
  JOIN tieu_chi AS t ON t.code = f.tieu_chi
  JOIN nguoi AS n ON n._id = f.nguoi
 WHERE f.doan = :doan AND f._state = 'xong'
 ORDER BY 1

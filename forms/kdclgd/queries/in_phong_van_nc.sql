-- Whom the member wants to hear.
SELECT b._row + 1 AS tt, b.doi_tuong, b.so_luong, b.noi_dung_pv FROM nghien_cuu_ho_so__phong_van AS b WHERE b._record = :phieu ORDER BY b._row

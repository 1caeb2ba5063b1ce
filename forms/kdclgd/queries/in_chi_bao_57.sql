-- The indicators of a sheet under circular 57/2026, each with its description and its evidence.
SELECT row_number() OVER (ORDER BY b._row) AS tt, b.muc, b.ky_hieu, b.noi_dung, b.hien_trang, b.minh_chung,
       coalesce(k.label, '') || coalesce(': ' || b.ly_do_kad, '') AS kq, coalesce(k.label_en, '') || coalesce(': ' || b.ly_do_kad, '') AS kq_en
  FROM phieu_tieu_chi__chi_bao AS b LEFT JOIN ket_qua AS k ON k.code = b.ket_qua
 WHERE b._record = :phieu ORDER BY b._row

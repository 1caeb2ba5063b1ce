-- The indicators of a sheet under circular 57/2026, each with its description and its evidence.
SELECT row_number() OVER (ORDER BY b._row) AS tt, b.muc, b.ky_hieu, coalesce(w.label, b.noi_dung || ' (tóm tắt)') AS noi_dung,
       coalesce(w.label_en, c.label_en || ' (summary)') AS noi_dung_en, b.hien_trang, b.minh_chung,
       coalesce(k.label, '') || coalesce(': ' || b.ly_do_kad, '') AS kq, coalesce(k.label_en, '') || coalesce(': ' || b.ly_do_kad, '') AS kq_en
  FROM phieu_tieu_chi__chi_bao AS b
  JOIN chi_bao AS c ON c.code = b._row_key
  LEFT JOIN noi_dung AS w ON w.code = c.code
  LEFT JOIN ket_qua AS k ON k.code = b.ket_qua
 WHERE b._record = :phieu ORDER BY b._row

-- How the seven steps of self-assessment were found.
SELECT row_number() OVER (ORDER BY b._row) AS tt, k.label AS buoc, k.label_en AS buoc_en, CASE b.dung_quy_trinh WHEN 'co' THEN 'Đúng' WHEN 'khong' THEN 'Chưa đúng' ELSE 'Chưa xem' END AS dung,
       CASE b.dung_quy_trinh WHEN 'co' THEN 'Right' WHEN 'khong' THEN 'Not right' ELSE 'Not looked at' END AS dung_en, b.nhan_xet
  FROM ho_tro_giam_sat__buoc_hts AS b
  JOIN buoc AS k ON k.code = b.buoc
 WHERE b._record = :ho_tro_giam_sat
 ORDER BY b._row

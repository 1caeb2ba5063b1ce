-- The parts of a dossier as it was received.
SELECT row_number() OVER (ORDER BY b._row) AS tt, k.label AS hang_muc, k.label_en AS hang_muc_en, CASE k.bat_buoc WHEN 'co' THEN 'bắt buộc' ELSE 'nếu có' END AS bat_buoc,
       CASE k.bat_buoc WHEN 'co' THEN 'required' ELSE 'if there is' END AS bat_buoc_en, CASE b.du_hs WHEN 'co' THEN 'Đủ' WHEN 'khong' THEN 'Thiếu' ELSE 'Chưa xem' END AS du,
       CASE b.du_hs WHEN 'co' THEN 'Complete' WHEN 'khong' THEN 'Missing' ELSE 'Not looked at' END AS du_en, b.ghi_chu_hs AS ghi_chu
  FROM tiep_nhan__hang_muc AS b
  JOIN thanh_phan_ho_so AS k ON k.code = b.hang_muc_hs
 WHERE b._record = :tiep_nhan
 ORDER BY b._row

-- What a dossier holds, by what it has to hold.
SELECT row_number() OVER (ORDER BY t.code) AS tt, t.label AS ten, t.label_en AS ten_en, iif(t.bat_buoc = 'co', 'Bắt buộc', '') AS bat_buoc, iif(t.bat_buoc = 'co', 'Needed', '') AS bat_buoc_en,
       CASE h.du_hs WHEN 'co' THEN 'Đủ' WHEN 'khong' THEN 'Thiếu' END AS du, CASE h.du_hs WHEN 'co' THEN 'Complete' WHEN 'khong' THEN 'Missing' END AS du_en, h.ghi_chu_hs
  FROM tiep_nhan__hang_muc AS h JOIN thanh_phan_ho_so AS t ON t.code = h.hang_muc_hs
 WHERE h._record = :tiep_nhan ORDER BY t.code

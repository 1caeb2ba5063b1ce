-- The count of people of a period by level of education: one row for each that was counted.
SELECT f._id AS doi_ngu, k.label AS ten_cap, k.label_en AS ten_cap_en, strftime('%d/%m/%Y', f.ngay_chot) AS ngay
  FROM so_lieu_doi_ngu AS f LEFT JOIN cap_hoc AS k ON k.code = f.cap_hoc WHERE f.dot = :dot ORDER BY k.thu_tu

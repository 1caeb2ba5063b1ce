-- Codes of evidence named so far in the sheets of this period, for F9, each with the indicator that names it first.
WITH RECURSIVE ma (thu_tu, dong, tieu_chi, chi_bao, muc_ky_hieu, noi_dung, code, con) AS (
  SELECT t.thu_tu, c._row, t.short, c._row_key, c.muc || c.ky_hieu, c.noi_dung, NULL, c.minh_chung || ','
    FROM phieu_tieu_chi AS f
    JOIN phieu_tieu_chi__chi_bao AS c ON c._record = f._id
    JOIN tieu_chi AS t ON t.code = f.tieu_chi
   WHERE f.dot = :dot AND c.minh_chung IS NOT NULL
   UNION ALL
  SELECT thu_tu, dong, tieu_chi, chi_bao, muc_ky_hieu, noi_dung, trim(substr(con, 1, instr(con, ',') - 1)), substr(con, instr(con, ',') + 1)
    FROM ma
   WHERE con <> ''
)
SELECT ma.code AS code, ma.tieu_chi || ' ' || ma.muc_ky_hieu || ': ' || ma.noi_dung AS label,
       ma.tieu_chi || ' ' || ma.muc_ky_hieu || ': ' || i.label_en AS label_en, min(ma.thu_tu * 1000 + ma.dong) AS thu
  FROM ma
  LEFT JOIN chi_bao AS i ON i.code = ma.chi_bao
 WHERE ma.code <> ''
 GROUP BY ma.code
 ORDER BY thu

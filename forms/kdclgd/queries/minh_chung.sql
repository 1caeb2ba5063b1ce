-- Codes of evidence, for F9: those of the register of this period by their names, and those named so far in its sheets, each with the
-- indicator that names it first.
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
SELECT coalesce(v.code, ma.code) AS code,
       coalesce(v.ten_mc, ma.tieu_chi || ' ' || ma.muc_ky_hieu || ': ' || ma.noi_dung) AS label,
       coalesce(v.ten_mc, ma.tieu_chi || ' ' || ma.muc_ky_hieu || ': ' || i.label_en) AS label_en, min(ma.thu_tu * 1000 + ma.dong) AS thu
  FROM (SELECT * FROM ma WHERE code <> '') AS ma
  FULL JOIN (SELECT m.ma_mc AS code, k.ten_mc AS ten_mc
               FROM minh_chung__ma AS m
               JOIN minh_chung AS k ON k._id = m._record
              WHERE m.dot_mc = :dot AND k._state <> 'mat') AS v ON v.code = ma.code
  LEFT JOIN chi_bao AS i ON i.code = ma.chi_bao
 GROUP BY coalesce(v.code, ma.code)
 ORDER BY thu IS NULL, thu, 1

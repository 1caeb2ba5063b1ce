-- Each code of evidence that a sheet cites, a row for each place: in the column of an indicator, between commas, or in brackets in the
-- descriptions. Several codes in one pair of brackets are separated by ; or ,.
WITH RECURSIVE van (dot, phieu, tieu_chi, noi, con) AS (
  SELECT f.dot, f._id, f.tieu_chi, 'chi_bao/' || c._row_key || '/minh_chung', replace(c.minh_chung, ';', ',') || ','
    FROM phieu_tieu_chi AS f
    JOIN phieu_tieu_chi__chi_bao AS c ON c._record = f._id
   WHERE c.minh_chung IS NOT NULL
), chu (dot, phieu, tieu_chi, noi, con) AS (
  SELECT f.dot, f._id, f.tieu_chi, 'mo_ta_1', f.mo_ta_1 FROM phieu_tieu_chi AS f
   UNION ALL SELECT f.dot, f._id, f.tieu_chi, 'mo_ta_2', f.mo_ta_2 FROM phieu_tieu_chi AS f
   UNION ALL SELECT f.dot, f._id, f.tieu_chi, 'mo_ta_3', f.mo_ta_3 FROM phieu_tieu_chi AS f
   UNION ALL SELECT f.dot, f._id, f.tieu_chi, 'mo_ta_4', f.mo_ta_4 FROM phieu_tieu_chi AS f
   UNION ALL SELECT f.dot, f._id, f.tieu_chi, 'diem_manh', f.diem_manh FROM phieu_tieu_chi AS f
   UNION ALL SELECT f.dot, f._id, f.tieu_chi, 'diem_yeu', f.diem_yeu FROM phieu_tieu_chi AS f
   UNION ALL SELECT f.dot, f._id, f.tieu_chi, 'chi_bao/' || c._row_key || '/hien_trang', c.hien_trang
               FROM phieu_tieu_chi AS f JOIN phieu_tieu_chi__chi_bao AS c ON c._record = f._id
), ngoac (dot, phieu, tieu_chi, noi, trong, con) AS (
  SELECT dot, phieu, tieu_chi, noi, NULL, con FROM chu WHERE con LIKE '%[%]%'
   UNION ALL
  SELECT dot, phieu, tieu_chi, noi, substr(con, instr(con, '[') + 1, instr(substr(con, instr(con, '[') + 1), ']') - 1),
         substr(con, instr(con, '[') + 1 + instr(substr(con, instr(con, '[') + 1), ']'))
    FROM ngoac WHERE con LIKE '%[%]%'
), ma (dot, phieu, tieu_chi, noi, code, con) AS (
  SELECT dot, phieu, tieu_chi, noi, NULL, con FROM van
   UNION ALL
  SELECT dot, phieu, tieu_chi, noi, NULL, replace(trong, ';', ',') || ',' FROM ngoac WHERE trong IS NOT NULL
   UNION ALL
  SELECT dot, phieu, tieu_chi, noi, trim(substr(con, 1, instr(con, ',') - 1)), substr(con, instr(con, ',') + 1)
    FROM ma WHERE con <> ''
)
SELECT DISTINCT dot, phieu, tieu_chi, noi, code AS ma
  FROM ma
 WHERE code GLOB 'H[0-9]*-*[0-9]' OR code GLOB 'MC.[0-9]*'

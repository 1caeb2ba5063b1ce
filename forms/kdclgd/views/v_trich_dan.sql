-- Each code of evidence that a sheet cites, a row each time: in the column of an indicator, between commas, or in a text, in square
-- brackets or, as circular 57 has it, (MC.1.1.01, MC.1.1.02) in round ones.  Several codes in one pair of brackets are separated by ; or
-- ,. A text is split by making a JSON array of it (what JSON would trip over is in no code), and all is one join: whoever asks for one
-- period reads the sheets of that period alone.
SELECT f.dot AS dot, f._id AS phieu, f.tieu_chi AS tieu_chi, iif(c._row_key IS NULL, o.o, 'chi_bao/' || c._row_key || '/' || o.o) AS noi,
       trim(m.value) AS ma
  FROM phieu_tieu_chi AS f
  JOIN (SELECT column1 AS o
          FROM (VALUES ('minh_chung'), ('hien_trang'), ('mo_ta_1'), ('mo_ta_2'), ('mo_ta_3'), ('mo_ta_4'), ('diem_manh'), ('diem_yeu'))) AS o
  LEFT JOIN phieu_tieu_chi__chi_bao AS c ON c._record = f._id AND o.o IN ('minh_chung', 'hien_trang')
  JOIN json_each('["' || replace(replace(replace(replace(replace(replace(replace(
         coalesce(CASE o.o WHEN 'minh_chung' THEN '[' || c.minh_chung || ']' WHEN 'hien_trang' THEN c.hien_trang
                           WHEN 'mo_ta_1' THEN f.mo_ta_1 WHEN 'mo_ta_2' THEN f.mo_ta_2 WHEN 'mo_ta_3' THEN f.mo_ta_3
                           WHEN 'mo_ta_4' THEN f.mo_ta_4 WHEN 'diem_manh' THEN f.diem_manh ELSE f.diem_yeu END, ''),
         '(MC.', '[MC.'), '"', ' '), '\', ' '), char(9), ' '), char(10), ' '), char(13), ' '), '[', '","') || '"]') AS n
  JOIN json_each('["' || replace(replace(substr(n.value, 1, instr(replace(n.value, ')', ']'), ']') - 1), ';', ','), ',', '","') || '"]') AS m
 WHERE n.key > 0 AND instr(replace(n.value, ')', ']'), ']') > 0
   AND (trim(m.value) GLOB 'H[0-9]*-*[0-9]' OR trim(m.value) GLOB 'MC.[0-9]*' OR trim(m.value) GLOB '[0-9]*.[0-9]*-[0-9]*[0-9]')

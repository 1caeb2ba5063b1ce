-- Each code of evidence that a sheet or the conclusion on a standard cites, a row each time: in the column of an indicator, between commas,
-- or in a text, in square brackets or, as circular 57 has it, (MC.1.1.01, MC.1.1.02) in round ones.  Several codes in one pair of brackets
-- are separated by ; or ,.  bieu and ban_ghi are the form and its record, phieu the sheet where it is one.  A text is split by making a
-- JSON array of it (what JSON would trip over is in no code), and all is one join: whoever asks for one period reads that period alone.
SELECT d._id AS dot, o.bieu AS bieu, coalesce(f._id, k._id) AS ban_ghi, f._id AS phieu, f.tieu_chi AS tieu_chi, k.tieu_chuan AS tieu_chuan,
       iif(c._row_key IS NULL, o.o, 'chi_bao/' || c._row_key || '/' || o.o) AS noi, trim(m.value) AS ma
  FROM dot_tdg AS d
  JOIN (SELECT column1 AS bieu, column2 AS o
          FROM (VALUES ('phieu_tieu_chi', 'minh_chung'), ('phieu_tieu_chi', 'hien_trang'), ('phieu_tieu_chi', 'mo_ta_1'), ('phieu_tieu_chi', 'mo_ta_2'),
                       ('phieu_tieu_chi', 'mo_ta_3'), ('phieu_tieu_chi', 'mo_ta_4'), ('phieu_tieu_chi', 'diem_manh'), ('phieu_tieu_chi', 'diem_yeu'),
                       ('ket_luan_tieu_chuan', 'mo_dau'), ('ket_luan_tieu_chuan', 'diem_manh'), ('ket_luan_tieu_chuan', 'diem_yeu'),
                       ('ket_luan_tieu_chuan', 'han_che'), ('ket_luan_tieu_chuan', 'nguyen_nhan'), ('ket_luan_tieu_chuan', 'xu_huong'),
                       ('ket_luan_tieu_chuan', 'uu_tien'), ('ket_luan_tieu_chuan', 'ket_luan'))) AS o
  LEFT JOIN phieu_tieu_chi AS f ON o.bieu = 'phieu_tieu_chi' AND f.dot = d._id
  LEFT JOIN phieu_tieu_chi__chi_bao AS c ON c._record = f._id AND o.o IN ('minh_chung', 'hien_trang')
  LEFT JOIN ket_luan_tieu_chuan AS k ON o.bieu = 'ket_luan_tieu_chuan' AND k.dot = d._id
  JOIN json_each('["' || replace(replace(replace(replace(replace(replace(replace(
         coalesce(CASE o.o WHEN 'minh_chung' THEN '[' || c.minh_chung || ']' WHEN 'hien_trang' THEN c.hien_trang
                           WHEN 'mo_ta_1' THEN f.mo_ta_1 WHEN 'mo_ta_2' THEN f.mo_ta_2 WHEN 'mo_ta_3' THEN f.mo_ta_3 WHEN 'mo_ta_4' THEN f.mo_ta_4
                           WHEN 'diem_manh' THEN coalesce(f.diem_manh, k.diem_manh) WHEN 'diem_yeu' THEN coalesce(f.diem_yeu, k.diem_yeu)
                           WHEN 'mo_dau' THEN k.mo_dau WHEN 'han_che' THEN k.han_che WHEN 'nguyen_nhan' THEN k.nguyen_nhan
                           WHEN 'xu_huong' THEN k.xu_huong WHEN 'uu_tien' THEN k.uu_tien ELSE k.ket_luan END, ''),
         '(MC.', '[MC.'), '"', ' '), '\', ' '), char(9), ' '), char(10), ' '), char(13), ' '), '[', '","') || '"]') AS n
  JOIN json_each('["' || replace(replace(substr(n.value, 1, instr(replace(n.value, ')', ']'), ']') - 1), ';', ','), ',', '","') || '"]') AS m
 WHERE n.key > 0 AND instr(replace(n.value, ')', ']'), ']') > 0
   AND (trim(m.value) GLOB 'H[0-9]*-*[0-9]' OR trim(m.value) GLOB 'MC.[0-9]*' OR trim(m.value) GLOB '[0-9]*.[0-9]*-[0-9]*[0-9]')

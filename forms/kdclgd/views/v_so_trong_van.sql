-- Each number that stands before the name of a figure in a text of a period ("742 học sinh", "616/636 học sinh": the whole). A text is split
-- at the name by making a JSON array of it; the number is the last word of a piece. All is one join: whoever asks for one period reads its
-- texts alone.
SELECT f.dot AS dot, 'phieu_tieu_chi' AS form, f._id AS id, f.cap_hoc AS cap_hoc,
       iif(c._row_key IS NULL, o.o, 'chi_bao/' || c._row_key || '/hien_trang') AS noi, w.code AS tu,
       replace(n.value, rtrim(n.value, replace(n.value, ' ', '')), '') AS so
  FROM phieu_tieu_chi AS f
  JOIN (SELECT column1 AS o
          FROM (VALUES ('hien_trang'), ('mo_ta_1'), ('mo_ta_2'), ('mo_ta_3'), ('mo_ta_4'), ('diem_manh'), ('diem_yeu'))) AS o
  LEFT JOIN phieu_tieu_chi__chi_bao AS c ON c._record = f._id AND o.o = 'hien_trang'
  JOIN tu_so_lieu AS w
    ON instr(CASE o.o WHEN 'hien_trang' THEN c.hien_trang WHEN 'mo_ta_1' THEN f.mo_ta_1 WHEN 'mo_ta_2' THEN f.mo_ta_2 WHEN 'mo_ta_3' THEN f.mo_ta_3
                      WHEN 'mo_ta_4' THEN f.mo_ta_4 WHEN 'diem_manh' THEN f.diem_manh ELSE f.diem_yeu END, ' ' || w.label) > 0
  JOIN json_each('["' || replace(replace(replace(replace(replace(replace(
         CASE o.o WHEN 'hien_trang' THEN c.hien_trang WHEN 'mo_ta_1' THEN f.mo_ta_1 WHEN 'mo_ta_2' THEN f.mo_ta_2 WHEN 'mo_ta_3' THEN f.mo_ta_3
                  WHEN 'mo_ta_4' THEN f.mo_ta_4 WHEN 'diem_manh' THEN f.diem_manh ELSE f.diem_yeu END,
         '"', ' '), '\', ' '), char(9), ' '), char(10), ' '), char(13), ' '), ' ' || w.label, '","') || ' "]') AS n
 WHERE n.value GLOB '*[0-9]'

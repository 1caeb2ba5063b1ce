-- Each text of a sheet, a row each: mo_ta is 1 where it tells what there is and so has to name its evidence; minh_chung is the column of evidence
-- beside it, where it has one.  All is one join: whoever asks for one period reads the sheets of that period alone.
SELECT f.dot AS dot, f._id AS phieu, f.tieu_chi AS tieu_chi, iif(c._row_key IS NULL, o.o, 'chi_bao/' || c._row_key || '/' || o.o) AS noi,
       iif(c.ket_qua IS 'khong', 0, o.mo_ta) AS mo_ta, c.minh_chung AS minh_chung,
       CASE o.o WHEN 'hien_trang' THEN c.hien_trang WHEN 'mo_ta_1' THEN f.mo_ta_1 WHEN 'mo_ta_2' THEN f.mo_ta_2
                WHEN 'mo_ta_3' THEN f.mo_ta_3 WHEN 'mo_ta_4' THEN f.mo_ta_4 WHEN 'diem_manh' THEN f.diem_manh ELSE f.diem_yeu END AS viet
  FROM phieu_tieu_chi AS f
  JOIN (SELECT column1 AS o, column2 AS mo_ta
          FROM (VALUES ('hien_trang', 1), ('mo_ta_1', 1), ('mo_ta_2', 1), ('mo_ta_3', 1), ('mo_ta_4', 1), ('diem_manh', 0), ('diem_yeu', 0))) AS o
  LEFT JOIN phieu_tieu_chi__chi_bao AS c ON c._record = f._id AND o.o = 'hien_trang'

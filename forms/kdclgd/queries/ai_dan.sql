-- Which sheets and conclusions cite the code of this row, and where.
SELECT coalesce(t.short || ' ' || t.label, 'Tiêu chuẩn ' || s.short || ' ' || s.label) AS "Tiêu chí | Criterion",
       coalesce(i.muc || i.ky_hieu,
                CASE n.noi WHEN 'mo_ta_1' THEN 'Mức 1' WHEN 'mo_ta_2' THEN 'Mức 2' WHEN 'mo_ta_3' THEN 'Mức 3' WHEN 'mo_ta_4' THEN 'Mức 4'
                           WHEN 'diem_manh' THEN 'Điểm mạnh' WHEN 'diem_yeu' THEN 'Điểm yếu' ELSE 'Kết luận tiêu chuẩn' END) AS "Chỗ dẫn | Where",
       coalesce(i.muc || i.ky_hieu,
                CASE n.noi WHEN 'mo_ta_1' THEN 'Level 1' WHEN 'mo_ta_2' THEN 'Level 2' WHEN 'mo_ta_3' THEN 'Level 3' WHEN 'mo_ta_4' THEN 'Level 4'
                           WHEN 'diem_manh' THEN 'Strengths' WHEN 'diem_yeu' THEN 'Weaknesses' ELSE 'Conclusion on the standard' END) AS "Chỗ dẫn_en"
  FROM v_trich_dan AS n
  LEFT JOIN tieu_chi AS t ON t.code = n.tieu_chi
  LEFT JOIN tieu_chuan AS s ON s.code = n.tieu_chuan
  LEFT JOIN phieu_tieu_chi__chi_bao AS i ON i._record = n.phieu AND n.noi GLOB 'chi_bao/' || i._row_key || '/*'
 WHERE n.dot = :dot_mc AND n.ma = :ma_mc
 ORDER BY t.thu_tu IS NULL, t.thu_tu, s.thu_tu, n.noi

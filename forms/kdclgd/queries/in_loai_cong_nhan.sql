-- What schools are recognised for, a row each for which one is in force.
SELECT l.code AS loai, 'Trường ' || CASE l.code WHEN 'kd' THEN 'đạt kiểm định chất lượng giáo dục' ELSE 'đạt chuẩn quốc gia' END AS ten,
       CASE l.code WHEN 'kd' THEN 'Accredited schools' ELSE 'Schools of the national standard' END AS ten_en,
       CASE l.code WHEN 'kd' THEN 'Cấp độ' ELSE 'Mức độ' END AS cot, CASE l.code WHEN 'kd' THEN 'Grade' ELSE 'Degree' END AS cot_en
  FROM loai_cong_nhan AS l
 ORDER BY l.rowid

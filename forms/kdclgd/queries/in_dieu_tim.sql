-- What was found in a period before it is handed in, errors first; it comes from the program (:_findings).
SELECT row_number() OVER (ORDER BY j.value ->> 'strength' = 'warning', j.key) AS tt,
       iif(j.value ->> 'strength' = 'warning', 'Cảnh báo', 'Lỗi') AS loai, iif(j.value ->> 'strength' = 'warning', 'Warning', 'Error') AS loai_en,
       j.value ->> 'title' AS bieu_mau, j.value ->> 'label' AS ban_ghi, j.value ->> 'field' AS o, j.value ->> 'message' AS noi_dung
  FROM json_each(:dieu_tim) AS j
 ORDER BY 1

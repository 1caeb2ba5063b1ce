-- Each standard and its criteria with the level that the council has decided; x: reached; dashes: the criterion has no such level.
SELECT s.thu_tu AS thu_tu, 0 AS trong, 'Tiêu chuẩn ' || s.short || ': ' || s.label AS ten, 'Standard ' || s.short || ': ' || s.label_en AS ten_en,
       NULL AS khong, NULL AS muc_1, NULL AS muc_2, NULL AS muc_3
  FROM tieu_chuan AS s
 WHERE s.bo = :bo AND s.code IN (SELECT tieu_chuan FROM tieu_chi WHERE bo = :bo AND loai = 'tieu_chi')
UNION ALL
SELECT s.thu_tu, c.thu_tu, 'Tiêu chí ' || c.short, 'Criterion ' || c.short,
       CASE WHEN f.muc_dat = 0 THEN 'x' END,
       CASE WHEN f.muc_dat >= 1 THEN 'x' END,
       CASE WHEN c.so_muc < 2 THEN '--------' WHEN f.muc_dat >= 2 THEN 'x' END,
       CASE WHEN c.so_muc < 3 THEN '--------' WHEN f.muc_dat >= 3 THEN 'x' END
  FROM tieu_chi AS c
  JOIN tieu_chuan AS s ON s.code = c.tieu_chuan
  LEFT JOIN phieu_tieu_chi AS f ON f.dot = :dot AND f.cap_hoc = :cap_hoc AND f.tieu_chi = c.code
 WHERE c.bo = :bo AND c.loai = 'tieu_chi'
 ORDER BY 1, 2

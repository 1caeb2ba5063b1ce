-- The standards and the criteria of a scope, as in the report: moc is the name of the bookmark at its heading.
SELECT s.thu_tu AS thu_tu, 0 AS trong, 'Tiêu chuẩn ' || s.short || ': ' || s.label AS ten, 'Standard ' || s.short || ': ' || s.label_en AS ten_en,
       :cap_hoc || '-' || s.code AS moc
  FROM tieu_chuan AS s
 WHERE s.bo = :bo AND s.code IN (SELECT tieu_chuan FROM tieu_chi WHERE bo = :bo AND loai = 'tieu_chi')
UNION ALL
SELECT s.thu_tu, c.thu_tu, '    Tiêu chí ' || c.short || ': ' || coalesce(n.label, c.label), '    Criterion ' || c.short || ': ' || coalesce(n.label_en, c.label_en),
       :cap_hoc || '-' || c.code
  FROM tieu_chi AS c
  JOIN tieu_chuan AS s ON s.code = c.tieu_chuan
  LEFT JOIN noi_dung AS n ON n.code = c.code
 WHERE c.bo = :bo AND c.loai = 'tieu_chi'
UNION ALL
SELECT 1000, c.thu_tu, 'Tiêu chí ' || c.short || ' (Mức 4): ' || coalesce(n.label, c.label), 'Criterion ' || c.short || ' (level 4): ' || coalesce(n.label_en, c.label_en),
       :cap_hoc || '-' || c.code
  FROM tieu_chi AS c
  JOIN phieu_tieu_chi AS f ON f.dot = :dot AND f.cap_hoc = :cap_hoc AND f.tieu_chi = c.code
  LEFT JOIN noi_dung AS n ON n.code = c.code
 WHERE c.bo = :bo AND c.loai <> 'tieu_chi'
 ORDER BY 1, 2

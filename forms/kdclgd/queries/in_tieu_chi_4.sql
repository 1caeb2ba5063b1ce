-- The criteria of level 4 that were assessed.
SELECT c.code AS tieu_chi, f._id AS phieu, :cap_hoc || '-' || c.code AS moc,
       'Tiêu chí ' || c.short || ': ' || coalesce(n.label, c.label || ' (tóm tắt)') AS ten,
       'Criterion ' || c.short || ': ' || coalesce(n.label_en, c.label_en || ' (summary)') AS ten_en,
       CASE WHEN f.muc_dat IS NULL THEN 'chưa xác định' WHEN f.muc_dat = 0 THEN 'Không đạt Mức 1' ELSE 'Đạt Mức ' || f.muc_dat END AS ket_qua,
       CASE WHEN f.muc_dat IS NULL THEN 'not decided yet' WHEN f.muc_dat = 0 THEN 'Level 1 not reached' ELSE 'Level ' || f.muc_dat END AS ket_qua_en
  FROM tieu_chi AS c
  JOIN phieu_tieu_chi AS f ON f.dot = :dot AND f.cap_hoc = :cap_hoc AND f.tieu_chi = c.code
  LEFT JOIN noi_dung AS n ON n.code = c.code
 WHERE c.bo = :bo AND c.loai <> 'tieu_chi'
 ORDER BY c.thu_tu

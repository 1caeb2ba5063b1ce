-- The criteria of level 4 with their results.
SELECT 'Tiêu chí ' || c.short AS ten, 'Criterion ' || c.short AS ten_en, CASE WHEN f.muc_dat >= 4 THEN 'x' END AS dat,
       CASE WHEN f.muc_dat < 4 THEN 'x' END AS khong
  FROM tieu_chi AS c
  LEFT JOIN phieu_tieu_chi AS f ON f.dot = :dot AND f.cap_hoc = :cap_hoc AND f.tieu_chi = c.code
 WHERE c.bo = :bo AND c.loai <> 'tieu_chi'
 ORDER BY c.thu_tu

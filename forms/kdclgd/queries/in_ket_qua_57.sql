-- The standards of a scope and their criteria, each with a cross at the level that counts (v_phieu).
SELECT s.thu_tu AS thu_tu, 0 AS trong, 'Tiêu chuẩn ' || s.short || ': ' || s.label AS ten, 'Standard ' || s.short || ': ' || s.label_en AS ten_en,
       NULL AS khong, NULL AS muc_1, NULL AS muc_2
  FROM tieu_chuan AS s WHERE s.bo = :bo
UNION ALL
SELECT s.thu_tu, f.thu_tu, 'Tiêu chí ' || f.so_hieu || ': ' || f.ten, 'Criterion ' || f.so_hieu || ': ' || f.ten_en,
       CASE WHEN f.muc = 0 THEN '×' END, CASE WHEN f.muc = 1 THEN '×' END, CASE WHEN f.muc >= 2 THEN '×' END
  FROM v_phieu AS f JOIN tieu_chuan AS s ON s.code = f.tieu_chuan
 WHERE f.dot = :dot AND f.cap_hoc = :cap_hoc AND f.bo = :bo AND f.loai = 'tieu_chi'
 ORDER BY 1, 2

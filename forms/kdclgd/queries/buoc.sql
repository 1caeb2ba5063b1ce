-- The steps of the home screen, one row each, in one query: reading the sheets once is most of what home costs.
--   dot         the period exists and each scope has a rule set
--   minh_chung  indicators found met that name their evidence
--   danh_gia    criteria of which every needed indicator is assessed
--   phieu       sheets that are written or approved
--   tieu_chuan  conclusions on the standards that are written
--   ket_luan    the conclusion on the school, and the level adopted (the board has the level computed)
--   nop         the report is handed in
WITH tc AS (
  SELECT count(*) AS tong,
         count(CASE WHEN v.phieu IS NOT NULL
                     AND (v.muc_chua IS NULL
                          OR v.muc_chua > max(v.muc_phan_dau, CASE v.loai WHEN 'khoan' THEN 4 ELSE 1 END)) THEN 1 END) AS danh_gia,
         count(CASE WHEN v.trang_thai IN ('xong', 'hoi_dong_duyet') THEN 1 END) AS xong,
         count(DISTINCT CASE v.loai WHEN 'tieu_chi' THEN v.cap_hoc || '|' || v.tieu_chuan END) AS tieu_chuan
    FROM v_phieu AS v
   WHERE v.dot = :dot_tdg
)
SELECT 'dot' AS step, count(CASE WHEN p.bo_tieu_chi IS NOT NULL AND p.muc_phan_dau IS NOT NULL THEN 1 END) AS done,
       max(count(p._record), 1) AS total, NULL AS state, NULL AS state_en
  FROM dot_tdg__pham_vi AS p
 WHERE p._record = :dot_tdg
UNION ALL
SELECT 'minh_chung', count(c.minh_chung), count(*), NULL, NULL
  FROM phieu_tieu_chi AS f
  JOIN phieu_tieu_chi__chi_bao AS c ON c._record = f._id AND c.ket_qua = 'dat'
 WHERE f.dot = :dot_tdg
UNION ALL
SELECT b.step, CASE b.step WHEN 'danh_gia' THEN tc.danh_gia WHEN 'phieu' THEN tc.xong
                           ELSE (SELECT count(*) FROM ket_luan_tieu_chuan WHERE dot = :dot_tdg AND _state = 'xong') END,
       CASE b.step WHEN 'tieu_chuan' THEN tc.tieu_chuan ELSE tc.tong END, NULL, NULL
  FROM tc
  JOIN (SELECT 'danh_gia' AS step UNION ALL SELECT 'phieu' UNION ALL SELECT 'tieu_chuan') AS b
UNION ALL
SELECT 'ket_luan', count(*), 1,
       CASE max(k.muc_ket_luan) WHEN 0 THEN 'Không đạt Mức 1' ELSE coalesce('Mức ' || max(k.muc_ket_luan), 'Chưa kết luận') END,
       CASE max(k.muc_ket_luan) WHEN 0 THEN 'Below level 1' ELSE coalesce('Level ' || max(k.muc_ket_luan), 'No verdict yet') END
  FROM ket_luan_truong AS k
 WHERE k.dot = :dot_tdg AND k._state = 'xong'
UNION ALL
SELECT 'nop', d._state = 'da_nop' OR d._state = 'tiep_nhan' OR d._state = 'cong_bo' OR d._state = 'khoa', 1,
       'Hạn ' || strftime('%d/%m/%Y', d.han_nop), 'Due ' || strftime('%d/%m/%Y', d.han_nop)
  FROM dot_tdg AS d
 WHERE d._id = :dot_tdg

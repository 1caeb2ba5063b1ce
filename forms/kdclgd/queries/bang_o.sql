-- Board: how each criterion stands at each level.
WITH muc (n) AS (VALUES (1), (2), (3), (4)),
v AS (SELECT * FROM v_phieu WHERE dot = :dot_tdg)
SELECT v.cap_hoc || '|' || v.tieu_chi AS row, 'm' || muc.n AS col,
       CASE WHEN muc.n > v.so_muc OR (v.loai = 'khoan' AND muc.n < 4) THEN '–'
            WHEN m.phieu IS NULL THEN '·'
            WHEN m.so_khong > 0 THEN 'KĐ'
            WHEN m.so_chua > 0 THEN '·'
            ELSE 'Đạt'
       END AS text,
       CASE WHEN m.so_khong > 0 AND muc.n <= v.muc_phan_dau THEN '!' END AS mark
  FROM v
  JOIN muc ON muc.n <= (SELECT max(w.so_muc) FROM v AS w)
  LEFT JOIN v_chi_bao_muc AS m ON m.phieu = v.phieu AND m.muc = muc.n
UNION ALL
SELECT v.cap_hoc || '|' || v.tieu_chi, 'xdu',
       CASE WHEN v.phieu IS NULL THEN 'chưa có' WHEN v.muc IS NULL THEN 'thiếu' ELSE 'đủ' END,
       CASE WHEN v.phieu IS NULL OR v.muc IS NULL THEN '!' END
  FROM v

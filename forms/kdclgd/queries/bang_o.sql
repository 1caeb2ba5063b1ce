-- Board: how each criterion stands at each level.
WITH muc (n) AS (VALUES (1), (2), (3), (4)),
v AS (SELECT * FROM v_phieu WHERE dot = :dot_tdg),
o AS (
  SELECT v.cap_hoc || '|' || v.tieu_chi AS dong, 'm' || muc.n AS cot,
         CASE WHEN muc.n > v.so_muc OR (v.loai = 'khoan' AND muc.n < 4) THEN 'khong_co'
              WHEN m.phieu IS NULL THEN 'chua'
              WHEN m.so_khong > 0 THEN 'khong_dat'
              WHEN m.so_chua > 0 THEN 'chua'
              ELSE 'dat'
         END AS the,
         m.so_khong > 0 AND muc.n <= v.muc_phan_dau AS vuong
    FROM v
    JOIN muc ON muc.n <= (SELECT max(w.so_muc) FROM v AS w)
    LEFT JOIN v_chi_bao_muc AS m ON m.dot = :dot_tdg AND m.phieu = v.phieu AND m.muc = muc.n
  UNION ALL
  SELECT v.cap_hoc || '|' || v.tieu_chi, 'xdu',
         CASE WHEN v.phieu IS NULL THEN 'chua_co' WHEN v.muc IS NULL THEN 'thieu' ELSE 'du' END,
         v.phieu IS NULL OR v.muc IS NULL
    FROM v
),
chu (the, text, text_en) AS (VALUES
  ('khong_co', '–', '–'), ('chua', '·', '·'), ('khong_dat', 'KĐ', 'No'), ('dat', 'Đạt', 'Met'),
  ('chua_co', 'chưa có', 'none'), ('thieu', 'thiếu', 'gaps'), ('du', 'đủ', 'yes'))
SELECT o.dong AS "row", o.cot AS col, chu.text AS text, chu.text_en AS text_en, CASE WHEN o.vuong THEN '!' END AS mark
  FROM o
  JOIN chu ON chu.the = o.the

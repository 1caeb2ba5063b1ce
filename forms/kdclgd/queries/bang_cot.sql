-- Board: one column per level of the rule sets of the period, and whether the sheet is complete.
WITH muc (n) AS (VALUES (1), (2), (3), (4))
SELECT 'm' || muc.n AS code, 'Mức ' || muc.n AS label, 'Level ' || muc.n AS label_en
  FROM muc
 WHERE muc.n <= (SELECT max(v.so_muc) FROM v_phieu AS v WHERE v.dot = :dot_tdg)
UNION ALL
SELECT 'xdu', 'Đủ?', 'Complete?'
 ORDER BY 1

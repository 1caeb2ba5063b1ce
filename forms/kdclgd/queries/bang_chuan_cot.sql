-- Board of one period: sheets written, then one column per level of its rule sets.
WITH muc (n) AS (VALUES (1), (2), (3), (4))
SELECT '0' AS code, 'Phiếu xong' AS label, 'Sheets written' AS label_en
 WHERE :dot_tdg IS NOT NULL
UNION ALL
SELECT '' || muc.n, 'Mức ' || muc.n, 'Level ' || muc.n
  FROM muc
 WHERE muc.n <= (SELECT max(iif(v.loai = 'khoan', 4, v.so_muc)) FROM v_phieu AS v WHERE v.dot = :dot_tdg)
 ORDER BY 1

-- The indicators of a sheet, those of the three levels beside each other; a dash where a level has none.
WITH cb AS (SELECT b.muc, b.ky_hieu, coalesce(k.label, '') AS kq, row_number() OVER (PARTITION BY b.muc ORDER BY b._row) AS thu_tu
              FROM phieu_tieu_chi__chi_bao AS b LEFT JOIN ket_qua AS k ON k.code = b.ket_qua
             WHERE b._record = :phieu)
SELECT thu_tu,
       coalesce(max(CASE WHEN muc = 1 THEN ky_hieu END), '-') AS cb_1, coalesce(max(CASE WHEN muc = 1 THEN kq END), '-') AS kq_1,
       coalesce(max(CASE WHEN muc = 2 THEN ky_hieu END), '-') AS cb_2, coalesce(max(CASE WHEN muc = 2 THEN kq END), '-') AS kq_2,
       coalesce(max(CASE WHEN muc = 3 THEN ky_hieu END), '-') AS cb_3, coalesce(max(CASE WHEN muc = 3 THEN kq END), '-') AS kq_3
  FROM cb GROUP BY thu_tu ORDER BY thu_tu

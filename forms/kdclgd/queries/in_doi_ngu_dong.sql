-- The people by title, columns as the report's table has them.
SELECT coalesce(c.nguyen_van, c.label) AS ten, c.label_en AS ten_en,
       max(CASE WHEN w.cot = 'tong' THEN w.so_nguoi END) AS tong, max(CASE WHEN w.cot = 'nu' THEN w.so_nguoi END) AS nu,
       max(CASE WHEN w.cot = 'dan_toc' THEN w.so_nguoi END) AS dan_toc,
       max(CASE WHEN w.cot = 'dat' THEN w.so_nguoi END) AS dat,
       max(CASE WHEN w.cot = 'chua_dat' THEN w.so_nguoi END) AS chua_dat,
       max(CASE WHEN w.cot = 'tren' THEN w.so_nguoi END) AS tren
  FROM so_lieu_doi_ngu__nguoi_lam AS w JOIN chuc_danh AS c ON c.code = w.chuc_danh
 WHERE w._record = :doi_ngu GROUP BY c.code ORDER BY min(w._row)

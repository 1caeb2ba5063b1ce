-- The steps of a visit that have days.
SELECT row_number() OVER (ORDER BY b._row) AS tt, k.label AS buoc, k.label_en AS buoc_en,
       coalesce(strftime('%d/%m/%Y', b.tu), '') || coalesce(iif(b.den > b.tu, ' – ' || strftime('%d/%m/%Y', b.den), ''), '') AS thoi_gian
  FROM doan_dgn__cac_buoc AS b JOIN buoc_dgn AS k ON k.code = b.buoc
 WHERE b._record = :doan AND b.tu IS NOT NULL
 ORDER BY b._row

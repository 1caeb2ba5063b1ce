-- The indicators of a consensus.
SELECT b._row + 1 AS tt, b.muc || b.ky_hieu AS muc_ky_hieu, coalesce(w.label, b.noi_dung || ' (tóm tắt)') AS noi_dung,
       coalesce(w.label_en, c.label_en || ' (summary)') AS noi_dung_en, k.label AS kq, k.label_en AS kq_en, b.ly_do
  FROM phieu_thong_nhat__chi_bao AS b
  JOIN chi_bao AS c ON c.code = b._row_key
  LEFT JOIN noi_dung AS w ON w.code = c.code
  JOIN ket_qua AS k ON k.code = b.ket_qua
 WHERE b._record = :phieu
 ORDER BY b._row

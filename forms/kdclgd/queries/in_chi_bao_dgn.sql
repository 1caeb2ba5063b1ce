-- The indicators of a member's sheet: what the member found, first and after the discussion, beside what counts.
SELECT b._row + 1 AS tt, b.muc || b.ky_hieu AS muc_ky_hieu, coalesce(w.label, b.noi_dung || ' (tóm tắt)') AS noi_dung,
       coalesce(w.label_en, c.label_en || ' (summary)') AS noi_dung_en, k.label AS lan_dau, k.label_en AS lan_dau_en, s.label AS sau, s.label_en AS sau_en,
       b.ly_do, b.mc_da_xem
  FROM phieu_dgn__chi_bao AS b
  JOIN chi_bao AS c ON c.code = b._row_key
  LEFT JOIN noi_dung AS w ON w.code = c.code
  LEFT JOIN ket_qua AS k ON k.code = b.ket_qua_dau
  LEFT JOIN ket_qua AS s ON s.code = b.ket_qua_sau
 WHERE b._record = :phieu AND b.ket_qua IS NOT NULL
 ORDER BY b._row

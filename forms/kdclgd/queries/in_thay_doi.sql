-- What changed between two submissions of a period; it comes from the program (:_changes).  Results of indicators by their labels, long
-- texts by their beginnings.
SELECT row_number() OVER (ORDER BY j.key) AS tt, j.value ->> 'title' AS bieu_mau,
       coalesce('Tiêu chí ' || c.short, 'Tiêu chuẩn ' || s.short, '') AS ban_ghi, coalesce('Criterion ' || c.short, 'Standard ' || s.short, '') AS ban_ghi_en,
       j.value ->> 'field' AS o,
       coalesce(a.label, substr(j.value ->> 'old', 1, 160) || iif(length(j.value ->> 'old') > 160, '…', '')) AS truoc,
       coalesce(a.label_en, substr(j.value ->> 'old', 1, 160) || iif(length(j.value ->> 'old') > 160, '…', '')) AS truoc_en,
       coalesce(b.label, substr(j.value ->> 'new', 1, 160) || iif(length(j.value ->> 'new') > 160, '…', '')) AS nay,
       coalesce(b.label_en, substr(j.value ->> 'new', 1, 160) || iif(length(j.value ->> 'new') > 160, '…', '')) AS nay_en
  FROM json_each(:thay_doi) AS j
  LEFT JOIN tieu_chi AS c ON j.value ->> 'form' IN ('phieu_tieu_chi', 'noi_ham') AND substr(j.value ->> 'key', -length(c.code) - 1) = '|' || c.code
  LEFT JOIN tieu_chuan AS s ON j.value ->> 'form' = 'ket_luan_tieu_chuan' AND substr(j.value ->> 'key', -length(s.code) - 1) = '|' || s.code
  LEFT JOIN ket_qua AS a ON j.value ->> 'path' LIKE 'chi_bao/%/ket_qua' AND a.code = j.value ->> 'old'
  LEFT JOIN ket_qua AS b ON j.value ->> 'path' LIKE 'chi_bao/%/ket_qua' AND b.code = j.value ->> 'new'
 ORDER BY j.key

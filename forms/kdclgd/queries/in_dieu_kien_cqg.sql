-- The conditions of the national standard as they were looked at for a period.
SELECT row_number() OVER (ORDER BY b._row) AS tt, k.label AS dieu_kien, k.label_en AS dieu_kien_en, r.label AS ket_qua, r.label_en AS ket_qua_en, b.can_cu_dkc AS can_cu,
       k.dieu_khoan
  FROM dieu_kien_cqg__dieu_kien AS b
  JOIN dk_cqg AS k ON k.code = b.dieu_kien_dkc
  LEFT JOIN ket_qua AS r ON r.code = b.ket_qua_dkc
 WHERE b._record = :dieu_kien_cqg
 ORDER BY b._row

-- The indicators of a sheet of level 4.
SELECT b.ky_hieu, b.noi_dung, k.label AS kq, k.label_en AS kq_en
  FROM phieu_tieu_chi__chi_bao AS b LEFT JOIN ket_qua AS k ON k.code = b.ket_qua
 WHERE b._record = :phieu ORDER BY b._row

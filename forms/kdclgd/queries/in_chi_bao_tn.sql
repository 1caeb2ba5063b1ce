-- The indicators of a consensus.
SELECT b._row + 1 AS tt, b.muc || b.ky_hieu AS muc_ky_hieu, b.noi_dung, k.label AS kq, k.label_en AS kq_en, b.ly_do
  FROM phieu_thong_nhat__chi_bao AS b
  JOIN ket_qua AS k ON k.code = b.ket_qua
 WHERE b._record = :phieu
 ORDER BY b._row

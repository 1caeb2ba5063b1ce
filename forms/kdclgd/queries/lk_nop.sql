-- What the school handed in on this criterion: a row for each indicator, with the level of the sheet.
-- snapshot: dot_tdg :dot :lan_nop
SELECT f.muc_dat AS muc_nop, b._row_key AS chi_bao, b.ket_qua AS ket_qua
  FROM phieu_tieu_chi AS f
  LEFT JOIN phieu_tieu_chi__chi_bao AS b ON b._record = f._id
 WHERE f.dot = :dot AND f.cap_hoc = :cap_hoc AND f.tieu_chi = :tieu_chi
 ORDER BY b._row

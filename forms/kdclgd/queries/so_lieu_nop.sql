-- The metrics of the school's sheet as it was handed in.
-- snapshot: dot_tdg :dot :lan_nop
SELECT s._row_key AS chi_so, s.gia_tri AS gia_tri, s.dap_ung AS dap_ung
  FROM phieu_tieu_chi AS f
  JOIN phieu_tieu_chi__so_lieu AS s ON s._record = f._id
 WHERE f.dot = :dot AND f.cap_hoc = :cap_hoc AND f.tieu_chi = :tieu_chi
 ORDER BY s._row

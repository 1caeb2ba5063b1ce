-- The metrics as the school handed them in, and as each member of the team found them.
-- snapshot: dot_tdg :dot :lan_nop
SELECT x.chi_so AS chi_so, x.ai AS "Người | Who", x.ai_en AS "Người_en", x.gia_tri AS gia_tri, x.dap_ung AS dap_ung
  FROM (SELECT s._row_key AS chi_so, s._row AS dong, 0 AS thu, 'Trường' AS ai, 'School' AS ai_en, s.gia_tri AS gia_tri, s.dap_ung AS dap_ung
          FROM phieu_tieu_chi AS f
          JOIN phieu_tieu_chi__so_lieu AS s ON s._record = f._id
         WHERE f.dot = :dot AND f.cap_hoc = :cap_hoc AND f.tieu_chi = :tieu_chi
         UNION ALL
        SELECT s._row_key, s._row, 1, v.ten_nguoi, v.ten_nguoi, s.gia_tri, s.dap_ung
          FROM v_phieu_dgn AS v
          JOIN phieu_dgn__so_lieu AS s ON s._record = v.phieu
         WHERE v.doan = :doan AND v.cap_hoc = :cap_hoc AND v.tieu_chi = :tieu_chi) AS x
 ORDER BY x.dong, x.thu, x.ai

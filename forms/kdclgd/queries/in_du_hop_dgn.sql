-- Who was present.
SELECT row_number() OVER (ORDER BY m._row) AS tt, m.nguoi_dh, m.don_vi_dh FROM bien_ban_dgn__du_hop AS m WHERE m._record = :bien_ban ORDER BY m._row

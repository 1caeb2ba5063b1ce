-- The budget of a unit and year by purpose and source: what was planned, granted, spent and is left, in dong.
SELECT row_number() OVER (ORDER BY m.rowid, n.rowid) AS tt, m.label AS muc, m.label_en AS muc_en, n.label AS nguon, n.label_en AS nguon_en,
       replace(printf('%,d', k.du_toan), ',', '.') AS du_toan, replace(printf('%,d', coalesce(k.duoc_giao, 0)), ',', '.') AS duoc_giao,
       replace(printf('%,d', coalesce(k.thuc_hien, 0)), ',', '.') AS thuc_hien, replace(printf('%,d', coalesce(k.con_lai, 0)), ',', '.') AS con_lai,
       replace(printf('%.1f', 100.0 * k.thuc_hien / nullif(k.duoc_giao, 0)), '.', ',') AS ty_le
  FROM kinh_phi AS k
  JOIN muc_chi AS m ON m.code = k.muc_chi
  JOIN nguon_kinh_phi AS n ON n.code = k.nguon_kp
 WHERE k.don_vi_kp = :don_vi AND k.nam_kp = :nam
 ORDER BY 1

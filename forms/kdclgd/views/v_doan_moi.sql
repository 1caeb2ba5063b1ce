-- The latest visit of each period that was not cancelled.
SELECT d._id AS doan, d.dot AS dot, d.lan_doan AS lan_doan, d.lan_nop AS lan_nop, d._state AS trang_thai
  FROM doan_dgn AS d
 WHERE d._state <> 'huy'
   AND NOT EXISTS (SELECT 1 FROM doan_dgn AS s WHERE s.dot = d.dot AND s._state <> 'huy' AND s.lan_doan > d.lan_doan)

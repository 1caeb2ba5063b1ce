-- One row per result of an external evaluation: of each visit whose report went to the department (of several reports the last), and of each
-- result on paper that was confirmed.  The school year of a visit is that of the period it judged.
SELECT d.truong AS truong, d.nam_hoc AS nam_hoc, d._id AS dot, g._id AS doan, b.ngay_bc AS ngay, b.so_bc AS so_vb, b.muc_doan AS muc,
       (SELECT max(p.bo_tieu_chi) FROM dot_tdg__pham_vi AS p WHERE p._record = d._id) AS bo, 0 AS giay
  FROM dot_tdg AS d
  JOIN doan_dgn AS g ON g.dot = d._id AND g._state <> 'huy'
  JOIN bao_cao_dgn AS b ON b.doan = g._id AND b._state IN ('gui_so', 'khoa')
 WHERE NOT EXISTS (SELECT 1 FROM bao_cao_dgn AS s WHERE s.doan = g._id AND s.lan_bc > b.lan_bc AND s._state IN ('gui_so', 'khoa'))
UNION ALL
SELECT k.truong, k.nam_hoc_kq, NULL, NULL, k.ngay_kq, k.so_vb_goc, k.muc_kq, k.bo_kq, 1
  FROM ket_qua_giay AS k
 WHERE k.nguon_kq = 'dgn' AND k._state = 'xac_nhan'

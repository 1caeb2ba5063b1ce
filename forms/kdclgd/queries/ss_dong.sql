-- Board of comparison: one row per criterion of the latest visit of the period; Enter opens the consensus, or begins it.
SELECT t.cap_hoc || '|' || t.tieu_chi AS code, t.so_hieu || '  ' || c.label AS label, t.so_hieu || '  ' || c.label_en AS label_en,
       'phieu_thong_nhat' AS form, f._id AS id, s.ma_truong || '|' || k.ma_dot || '|' || v.lan_doan || '|' || t.cap_hoc || '|' || t.tieu_chi AS "key"
  FROM v_doan_moi AS v
  JOIN v_thong_nhat AS t ON t.dot = v.doan
  JOIN tieu_chi AS c ON c.code = t.tieu_chi
  JOIN dot_tdg AS k ON k._id = v.dot
  JOIN truong AS s ON s._id = k.truong
  JOIN cap_hoc AS h ON h.code = t.cap_hoc
  LEFT JOIN phieu_thong_nhat AS f ON f.doan = v.doan AND f.cap_hoc = t.cap_hoc AND f.tieu_chi = t.tieu_chi
 WHERE v.dot = :dot_tdg
 ORDER BY h.thu_tu, t.thu_tu

-- Board: one row per criterion of each scope of the period.
SELECT v.cap_hoc || '|' || v.tieu_chi AS code,
       CASE WHEN (SELECT count(*) FROM dot_tdg__pham_vi AS p WHERE p._record = v.dot) > 1 THEN k.short || ' ' ELSE '' END
         || v.so_hieu || '  ' || v.ten AS label,
       'phieu_tieu_chi' AS form,
       v.phieu AS id,
       t.ma_truong || '|' || d.ma_dot || '|' || v.cap_hoc || '|' || v.tieu_chi AS key
  FROM v_phieu AS v
  JOIN dot_tdg AS d ON d._id = v.dot
  JOIN truong AS t ON t._id = d.truong
  JOIN cap_hoc AS k ON k.code = v.cap_hoc
 WHERE v.dot = :dot_tdg
 ORDER BY k.thu_tu, v.thu_tu

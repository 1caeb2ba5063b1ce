-- Board: one row per criterion of each scope of the period.
WITH dong AS (
  SELECT v.*, k.thu_tu AS thu_tu_cap,
         CASE WHEN (SELECT count(*) FROM dot_tdg__pham_vi AS p WHERE p._record = v.dot) > 1 THEN k.short || ' ' ELSE '' END
           || v.so_hieu || '  ' AS dau
    FROM v_phieu AS v
    JOIN cap_hoc AS k ON k.code = v.cap_hoc
   WHERE v.dot = :dot_tdg
)
SELECT v.cap_hoc || '|' || v.tieu_chi AS code, v.dau || v.ten AS label, v.dau || v.ten_en AS label_en,
       'phieu_tieu_chi' AS form, v.phieu AS id,
       t.ma_truong || '|' || d.ma_dot || '|' || v.cap_hoc || '|' || v.tieu_chi AS key
  FROM dong AS v
  JOIN dot_tdg AS d ON d._id = v.dot
  JOIN truong AS t ON t._id = d.truong
 ORDER BY v.thu_tu_cap, v.thu_tu

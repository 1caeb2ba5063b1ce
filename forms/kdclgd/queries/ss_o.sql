-- Board of comparison: the level of the school's sheet as it was handed in last, the one of each member (first → after the discussion, where it
-- changed), and the one agreed on; marked where it is not the school's.
-- snapshot: dot_tdg :dot_tdg
WITH v AS (SELECT * FROM v_doan_moi WHERE dot = :dot_tdg),
n AS (SELECT cap_hoc || '|' || tieu_chi AS dong, muc FROM v_phieu WHERE dot = :dot_tdg)
SELECT n.dong AS "row", 'truong' AS col, coalesce(n.muc, '·') AS text, NULL AS mark FROM n
UNION ALL
SELECT p.cap_hoc || '|' || p.tieu_chi, m._row_key, coalesce(nullif(p.muc_dau, p.muc) || '→', '') || p.muc, iif(p.muc IS NOT n.muc, '!', NULL)
  FROM v
  JOIN v_phieu_dgn AS p ON p.doan = v.doan
  JOIN doan_dgn__thanh_vien AS m ON m._record = v.doan AND m.nguoi = p.nguoi
  LEFT JOIN n ON n.dong = p.cap_hoc || '|' || p.tieu_chi
UNION ALL
SELECT t.cap_hoc || '|' || t.tieu_chi, 'doan', coalesce(t.muc, '·'), iif(t.muc IS NOT NULL AND t.muc IS NOT n.muc, '!', NULL)
  FROM v
  JOIN v_thong_nhat AS t ON t.dot = v.doan
  LEFT JOIN n ON n.dong = t.cap_hoc || '|' || t.tieu_chi

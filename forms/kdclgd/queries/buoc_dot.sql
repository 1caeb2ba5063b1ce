-- Step 1: the period exists and each scope has a rule set.
SELECT count(CASE WHEN p.bo_tieu_chi IS NOT NULL AND p.muc_phan_dau IS NOT NULL THEN 1 END) AS done,
       max(count(p._record), 1) AS total
  FROM dot_tdg AS d
  LEFT JOIN dot_tdg__pham_vi AS p ON p._record = d._id
 WHERE d._id = :dot_tdg

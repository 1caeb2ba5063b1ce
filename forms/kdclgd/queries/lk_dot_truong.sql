-- The school of a period, and the rule sets of its scopes, a row each.
SELECT d.truong AS truong, p.bo_tieu_chi AS bo_tieu_chi
  FROM dot_tdg AS d
  LEFT JOIN dot_tdg__pham_vi AS p ON p._record = d._id
 WHERE d._id = :dot

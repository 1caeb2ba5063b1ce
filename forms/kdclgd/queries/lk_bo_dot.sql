-- The rule sets of the school's periods.
SELECT p._record AS dot, p.bo_tieu_chi AS bo
  FROM dot_tdg AS d
  JOIN dot_tdg__pham_vi AS p ON p._record = d._id
 WHERE d.truong = :truong

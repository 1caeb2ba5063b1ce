-- The scopes of a period.
SELECT p.cap_hoc AS cap_hoc, p.bo_tieu_chi AS bo_tieu_chi
  FROM dot_tdg__pham_vi AS p
 WHERE p._record = :dot
 ORDER BY p._row

-- One row per scope of the period.
SELECT p.cap_hoc AS cap_hoc
  FROM dot_tdg__pham_vi AS p
 WHERE p._record = :dot
 ORDER BY p._row

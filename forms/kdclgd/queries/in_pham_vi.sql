-- What a period assesses: each level of education with its rule set.
SELECT p.cap_hoc, p.bo_tieu_chi AS bo, c.label AS ten_cap, c.label_en AS ten_cap_en, b.label AS ten_bo, b.label_en AS ten_bo_en
  FROM dot_tdg__pham_vi AS p
  JOIN bo_tieu_chi AS b ON b.code = p.bo_tieu_chi
  LEFT JOIN cap_hoc AS c ON c.code = p.cap_hoc
 WHERE p._record = :dot
 ORDER BY c.thu_tu

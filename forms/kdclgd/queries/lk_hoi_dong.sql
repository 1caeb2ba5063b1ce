-- The number that the next decision on this period's council gets, and what its rule sets ask of a council: the least number of people,
-- whether it is odd, the greatest number of secretaries.  NULL where the rule is not known.
SELECT (SELECT coalesce(max(h.lan) + 1, 0) FROM hoi_dong AS h WHERE h.dot = :dot) AS lan_sau,
       max(CASE WHEN q.tham_so = 'so_nguoi_toi_thieu' THEN q.so END) AS so_toi_thieu,
       max(CASE WHEN q.tham_so = 'so_nguoi_le' THEN q.so END) AS so_le,
       min(CASE WHEN q.tham_so = 'so_thu_ky_toi_da' THEN q.so END) AS thu_ky_toi_da
  FROM dot_tdg__pham_vi AS p
  LEFT JOIN quy_tac AS q ON q.bo = p.bo_tieu_chi AND q.doi_tuong = 'hoi_dong'
 WHERE p._record = :dot

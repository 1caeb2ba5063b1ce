-- The number that the next decision on this period's council gets, and the least number of members that its rule sets ask for: none
-- where the rule is not known.
SELECT (SELECT coalesce(max(h.lan) + 1, 0) FROM hoi_dong AS h WHERE h.dot = d._id) AS lan_sau,
       (SELECT max(q.so)
          FROM dot_tdg__pham_vi AS p
          JOIN quy_tac AS q ON q.bo = p.bo_tieu_chi AND q.doi_tuong = 'hoi_dong' AND q.tham_so = 'so_nguoi_toi_thieu'
         WHERE p._record = d._id) AS so_toi_thieu
  FROM dot_tdg AS d
 WHERE d._id = :dot

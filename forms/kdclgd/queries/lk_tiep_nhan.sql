-- The letter that a receipt is about, and the months within which a team is to be formed under the rule sets of its period.
SELECT g.ngay_cv AS ngay_cv,
       (SELECT max(q.so)
          FROM dot_tdg__pham_vi AS p
          JOIN quy_tac AS q ON q.bo = p.bo_tieu_chi AND q.tham_so = 'thang_lap_doan'
         WHERE p._record = g.dot) AS thang_lap_doan
  FROM dang_ky_dgn AS g
 WHERE g._id = :dang_ky

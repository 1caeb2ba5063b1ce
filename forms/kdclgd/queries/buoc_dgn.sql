-- The six steps of a visit, with their days in working days from those of the decision and of the surveys (lists/buoc_dgn.csv).
SELECT m.code AS buoc, add_workdays(m.tu, m.tu_cong) AS tu, max(add_workdays(m.den, m.den_cong), add_workdays(m.tu, m.tu_cong)) AS den
  FROM (SELECT b.code AS code, b.tu_cong AS tu_cong, b.den_cong AS den_cong,
               CASE b.tu_moc WHEN 'ngay_qd' THEN :ngay_qd WHEN 'ngay_so_bo' THEN :ngay_so_bo WHEN 'tu_ngay' THEN :tu_ngay ELSE :den_ngay END AS tu,
               CASE b.den_moc WHEN 'ngay_qd' THEN :ngay_qd WHEN 'ngay_so_bo' THEN :ngay_so_bo WHEN 'tu_ngay' THEN :tu_ngay ELSE :den_ngay END AS den
          FROM buoc_dgn AS b
         WHERE b._retired = 0) AS m
 ORDER BY m.code

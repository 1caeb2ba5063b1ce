-- The seven steps, each judged at a visit.
SELECT b.code AS buoc
  FROM buoc AS b
 ORDER BY b.code

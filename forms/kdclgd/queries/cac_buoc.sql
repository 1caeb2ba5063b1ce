-- The seven steps of self-assessment.
SELECT code AS buoc
  FROM buoc
 ORDER BY code

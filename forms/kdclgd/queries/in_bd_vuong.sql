-- What stands between a period and its next level, in the order of the criteria.
SELECT row_number() OVER (ORDER BY c.thu_tu) AS tt, c.ly_do, c.ly_do_en
  FROM v_can_tro AS c
 WHERE c.dot = :dot AND c.ngoai IS NOT 1
 ORDER BY c.thu_tu
 LIMIT 15

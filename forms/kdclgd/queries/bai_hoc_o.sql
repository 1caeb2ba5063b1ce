-- Board of the lesson: what is done, and what comes next.
SELECT so AS "row", 'xong' AS col,
       CASE WHEN xong THEN 'xong' WHEN so = (SELECT min(so) FROM v_bai_hoc WHERE NOT xong) THEN 'làm tiếp' ELSE '·' END AS text,
       CASE WHEN xong THEN 'done' WHEN so = (SELECT min(so) FROM v_bai_hoc WHERE NOT xong) THEN 'next' ELSE '·' END AS text_en,
       CASE WHEN so = (SELECT min(so) FROM v_bai_hoc WHERE NOT xong) THEN '!' END AS mark
  FROM v_bai_hoc

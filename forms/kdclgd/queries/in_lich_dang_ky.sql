-- When registrations are taken in: the department's calendar, a row for each term of the school year that the day is in or before.
SELECT h.label AS hoc_ky, h.label_en AS hoc_ky_en, strftime('%d/%m/%Y', min(n.nam || '-' || h.han_dang_ky)) AS han
  FROM hoc_ky AS h
  JOIN (SELECT CAST(strftime('%Y', :today) AS INTEGER) AS nam UNION ALL SELECT strftime('%Y', :today) + 1) AS n
 WHERE n.nam || '-' || h.han_dang_ky >= :today
 GROUP BY h.code
 ORDER BY min(n.nam || '-' || h.han_dang_ky)

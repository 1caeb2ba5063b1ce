-- The abbreviations of a report.
SELECT w.viet_tat, w.nghia FROM viet_tat AS f JOIN viet_tat__tu_vt AS w ON w._record = f._id WHERE f.dot = :dot ORDER BY w.viet_tat

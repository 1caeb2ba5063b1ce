-- The school years whose figures are closed.
SELECT k.nam_hoc AS nam_hoc, n.short AS nam
  FROM chot_so_lieu AS k
  JOIN nien_khoa AS n ON n.code = k.nam_hoc
 WHERE k.truong = :truong AND k._state = 'da_chot'
 ORDER BY k.nam_hoc

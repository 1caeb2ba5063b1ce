-- The metrics of the sheet's school in the period's school year, as they stand in the record of that year.
SELECT c.chi_so AS chi_so, c.tu_so || iif(c.mau_so IS NULL, '', '/' || c.mau_so) AS gia_tri
  FROM dot_tdg AS d
  JOIN so_lieu_chi_so AS n ON n.truong = d.truong AND n.cap_hoc = :cap_hoc AND n.nam_hoc = d.nam_hoc || '-' || (d.nam_hoc + 1)
  JOIN so_lieu_chi_so__cs AS c ON c._record = n._id AND c.tu_so IS NOT NULL
 WHERE d._id = :dot

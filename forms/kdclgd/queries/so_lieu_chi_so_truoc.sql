-- The school's metrics of the year before.
SELECT c.chi_so AS chi_so, c.tu_so AS tu_so, c.mau_so AS mau_so
  FROM so_lieu_chi_so AS s
  JOIN nien_khoa AS n ON n.code = :nam_hoc
  JOIN nien_khoa AS t ON t.nam = n.nam - 1 AND t.code = s.nam_hoc
  JOIN so_lieu_chi_so__cs AS c ON c._record = s._id
 WHERE s.truong = :truong AND s.cap_hoc = :cap_hoc

-- The means that a plan asks for.
SELECT coalesce(s.short, '') AS tieu_chuan, coalesce(c.short, '') AS tieu_chi, m.hoat_dong_nl, m.can_gi, m.khi_nao
  FROM ke_hoach_tdg__nguon_luc AS m
  LEFT JOIN tieu_chi AS c ON c.code = m.tieu_chi_nl
  LEFT JOIN tieu_chuan AS s ON s.code = c.tieu_chuan
 WHERE m._record = :ke_hoach ORDER BY m._row

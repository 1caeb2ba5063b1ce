-- The evidence of a period by its codes.
SELECT row_number() OVER (ORDER BY c.thu_tu, m.ma_mc) AS tt, row_number() OVER (PARTITION BY m.tieu_chi_mc ORDER BY m.ma_mc) AS so_tt, c.short AS tieu_chi, m.ma_mc, g.ten_mc,
       coalesce(g.so_hieu, '') || coalesce(CASE WHEN g.so_hieu IS NOT NULL THEN ', ' ELSE '' END || 'ngày ' || strftime('%d/%m/%Y', g.ngay_vb), '') AS so_ngay, coalesce(g.noi_ban_hanh, n.ho_ten) AS noi_ban_hanh,
       coalesce(g.noi_luu, '') || CASE WHEN g.noi_luu IS NOT NULL AND g.duong_dan IS NOT NULL THEN '; ' ELSE '' END || coalesce(g.duong_dan, '') AS noi_luu,
       g.ghi_chu_mc AS ghi_chu
  FROM minh_chung__ma AS m
  JOIN minh_chung AS g ON g._id = m._record
  LEFT JOIN tieu_chi AS c ON c.code = m.tieu_chi_mc
  LEFT JOIN nguoi AS n ON n._id = g.nguoi_thu
 WHERE m.dot_mc = :dot
 ORDER BY 1

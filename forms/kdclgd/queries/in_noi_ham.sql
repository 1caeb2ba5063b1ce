-- The requirements of a sheet by indicator, each with its questions and the evidence to collect.
SELECT iif(g.loai = 'tieu_chi', 'Mức ' || c.muc || coalesce(' – ' || c.ky_hieu, ''), 'Khoản ' || g.short) AS muc,
       iif(g.loai = 'tieu_chi', 'Level ' || c.muc || coalesce(' – ' || c.ky_hieu, ''), 'Clause ' || g.short) AS muc_en,
       coalesce(w.label, c.label || ' (tóm tắt)') AS noi_dung, coalesce(w.label_en, c.label_en || ' (summary)') AS noi_dung_en,
       '– ' || y.noi_ham AS noi_ham, y.cau_hoi, y.mc_can_thu, y.noi_thu_thap,
       trim(coalesce(y.ghi_chu_nh, '') || coalesce(char(10) || 'Người thu: ' || n.ho_ten, '') || coalesce(char(10) || 'Hạn: ' || strftime('%d/%m/%Y', y.han_nh), ''), char(10)) AS ghi_chu,
       trim(coalesce(y.ghi_chu_nh, '') || coalesce(char(10) || 'Collected by: ' || n.ho_ten, '') || coalesce(char(10) || 'Due: ' || strftime('%d/%m/%Y', y.han_nh), ''), char(10)) AS ghi_chu_en
  FROM noi_ham__yeu_cau AS y
  JOIN chi_bao AS c ON c.code = y.chi_bao_nh
  JOIN tieu_chi AS g ON g.code = c.tieu_chi
  LEFT JOIN noi_dung AS w ON w.code = c.code
  LEFT JOIN nguoi AS n ON n._id = y.nguoi_nh
 WHERE y._record = :noi_ham
 ORDER BY c.thu_tu, y._row

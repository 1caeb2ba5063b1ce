-- Evidence named so far in the sheets of this period, for F9.
SELECT c.minh_chung AS code, t.short || ' ' || c.muc || c.ky_hieu || ': ' || c.noi_dung AS label,
       t.short || ' ' || c.muc || c.ky_hieu || ': ' || i.label_en AS label_en
  FROM phieu_tieu_chi AS f
  JOIN phieu_tieu_chi__chi_bao AS c ON c._record = f._id
  JOIN tieu_chi AS t ON t.code = f.tieu_chi
  LEFT JOIN chi_bao AS i ON i.code = c._row_key
 WHERE f.dot = :dot AND c.minh_chung IS NOT NULL
 GROUP BY c.minh_chung
 ORDER BY t.thu_tu, c._row

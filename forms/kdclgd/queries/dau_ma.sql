-- What the code of evidence begins with, by the rule set of the criterion that cites it first.
(SELECT CASE b.kieu_ma WHEN 'hop' THEN 'H' || coalesce(hop, CAST(t.short AS INTEGER)) || '-' || t.short || '-' WHEN 'khong_hop' THEN t.short || '-' WHEN 'mc' THEN 'MC.' || t.short || '.' END
   FROM tieu_chi AS t
   JOIN bo_tieu_chi AS b ON b.code = t.bo
  WHERE t.code = tieu_chi_mc)

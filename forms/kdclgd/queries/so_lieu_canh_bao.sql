-- Whether the number is not above what it is a part of, and not far from the year before; a series that
-- breaks is not compared, nor is a number with a remark.
(SELECT (d.khong_qua IS NULL
         OR coalesce(o.gia_tri <= (SELECT x.gia_tri FROM o AS x WHERE x._row_key = d.khong_qua || '|' || o.nam_hoc), 1))
    AND (o.ghi_chu_o IS NOT NULL
         OR EXISTS (SELECT 1 FROM lk_doi_cach AS k WHERE k.dong = o.dong AND k.nam = substr(o.nam_hoc, 1, 4) + 0)
         OR coalesce((SELECT abs(o.gia_tri - x.gia_tri) <= d.nhay_so OR abs(o.gia_tri - x.gia_tri) * 100 <= d.nhay_pt * x.gia_tri
                        FROM o AS x WHERE x._row = o._row - 1 AND x.dong = o.dong), 1))
   FROM dong_so_lieu AS d WHERE d.code = o.dong)

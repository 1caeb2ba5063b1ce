-- Once all sites of a line are counted in a year, they are together what the table has.
coalesce((SELECT CASE WHEN count(*) = count(x.so_diem) THEN sum(x.so_diem) END
            FROM diem AS x WHERE x.dong_goc = diem.dong_goc AND x.nam_diem = diem.nam_diem)
         = (SELECT t.gia_tri FROM o AS t WHERE t._row_key = diem.dong_goc || '|' || diem.nam_diem), 1)

-- The same in English.
(SELECT group_concat(dong, '; ')
   FROM (SELECT d.label_en || ': ' || group_concat(t.nam || ' ' || t.so, ' · ') AS dong
           FROM (SELECT m.dong AS dong, m.nam AS nam,
                        printf(iif(ratio(sum(x.gia_tri), m.mau) < 0.5, '%.3f', '%.2f'), ratio(sum(x.gia_tri), m.mau)) AS so
                   FROM lk_mau AS m
                   JOIN o AS x ON x._row_key = m.tu || '|' || m.nam_hoc
                  GROUP BY m.dong, m.nam
                 HAVING sum(x.gia_tri) IS NOT NULL AND m.mau > 0) AS t
           JOIN dong_so_lieu AS d ON d.code = t.dong
          GROUP BY t.dong))

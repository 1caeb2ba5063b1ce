-- What speaks against this team, in English.
(WITH n AS (SELECT count(nguoi) AS so, count(CASE vai WHEN 'truong' THEN 1 END) AS truong, count(CASE vai WHEN 'thu_ky' THEN 1 END) AS thu_ky FROM thanh_vien)
 SELECT coalesce(group_concat(ly_do, ' · '), 'Lawful') || coalesce(' – exception: ' || lk_doan.ngoai_le, '')
   FROM (SELECT y.label_en || ' (' || CASE y.code WHEN 'it_nguoi' THEN lk_doan.it_nhat ELSE lk_doan.nhieu_nhat END || ')' AS ly_do
           FROM n JOIN ly_do_doan AS y ON (y.code = 'it_nguoi' AND n.so < lk_doan.it_nhat) OR (y.code = 'nhieu_nguoi' AND n.so > lk_doan.nhieu_nhat)
         UNION ALL
         SELECT y.label_en
           FROM n JOIN ly_do_doan AS y ON (y.code = 'khong_truong' AND n.truong = 0) OR (y.code = 'nhieu_truong' AND n.truong > 1)
                                       OR (y.code = 'khong_thu_ky' AND n.thu_ky = 0) OR (y.code = 'nhieu_thu_ky' AND n.thu_ky > 1)
         UNION ALL
         SELECT coalesce(x.ly_do_en, iif(x.nguoi IS NULL, 'Row ' || (t._row + 1) || ' ' || (SELECT label_en FROM ly_do_doan WHERE code = 'khong_co'), NULL))
           FROM thanh_vien AS t LEFT JOIN lk_xet_doan AS x ON x.nguoi = t.nguoi WHERE t.nguoi IS NOT NULL))

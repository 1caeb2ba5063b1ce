-- Results of the criteria of one standard in one scope, its level, and what blocks the next one.
SELECT count(*) AS so_tieu_chi, count(f.muc) AS so_co_muc,
       count(CASE WHEN f.muc >= 1 THEN 1 END) AS dat_1, count(CASE WHEN f.muc >= 2 THEN 1 END) AS dat_2,
       count(CASE WHEN f.so_muc >= 3 THEN 1 END) AS co_muc_3, count(CASE WHEN f.muc >= 3 THEN 1 END) AS co_3,
       v.muc AS muc, v.ly_do AS ly_do,
       replace(replace(replace(replace(replace(replace(v.ly_do, 'Để đạt Mức', 'To reach level'), 'Chưa có mức', 'No level yet'),
         'Chưa đánh giá', 'not yet assessed'), 'Không đạt Mức', 'below level'), 'chỉ số', 'metric'),
         'hội đồng xác định', 'as the council decided') AS ly_do_en
  FROM v_tieu_chuan AS v
  JOIN v_phieu AS f ON f.dot = v.dot AND f.cap_hoc = v.cap_hoc AND f.tieu_chuan = v.tieu_chuan AND f.loai = 'tieu_chi'
 WHERE v.dot = :dot AND v.cap_hoc = :cap_hoc AND v.tieu_chuan = :tieu_chuan
 GROUP BY v.tieu_chuan

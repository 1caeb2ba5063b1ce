-- What the council lacks as of a day, those members counted who are in force then: of a decision that holds, today; of a draft or of one that
-- was replaced, the day it was decided on.
(WITH tv AS (
   SELECT t.nguoi AS nguoi, t.vai AS vai
     FROM thanh_vien AS t
    WHERE coalesce(t.tu <= iif(_state = 'ban_hanh', max(today(), coalesce(ngay_qd, today())), ngay_qd), 1) AND coalesce(t.den >= iif(_state = 'ban_hanh', max(today(), coalesce(ngay_qd, today())), ngay_qd), 1)
 ),
 n AS (SELECT count(DISTINCT nguoi) AS so, count(CASE vai WHEN 'chu_tich' THEN 1 END) AS chu_tich, count(CASE vai WHEN 'thu_ky' THEN 1 END) AS thu_ky FROM tv)
 SELECT coalesce(group_concat(ly_do, ' · '), 'Complete')
   FROM (SELECT CASE WHEN n.so < lk_hoi_dong.so_toi_thieu THEN 'At least ' || lk_hoi_dong.so_toi_thieu || ' people are needed, there are ' || n.so END AS ly_do FROM n
          UNION ALL
         SELECT CASE WHEN lk_hoi_dong.so_le = 1 AND n.so % 2 = 0 AND n.so > 0 THEN 'The number of people has to be odd, it is ' || n.so END FROM n
          UNION ALL
         SELECT CASE WHEN n.chu_tich = 0 THEN 'No chair yet' WHEN n.chu_tich > 1 THEN 'More than one chair' END FROM n
          UNION ALL
         SELECT CASE WHEN n.thu_ky = 0 THEN 'No secretary yet' WHEN n.thu_ky > lk_hoi_dong.thu_ky_toi_da THEN 'Too many secretaries: ' || n.thu_ky END FROM n))

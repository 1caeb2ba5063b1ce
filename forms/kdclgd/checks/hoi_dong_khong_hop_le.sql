-- The council of a period under way is not what its rule set asks for, as of today: too few, an even number where it has to be odd, not
-- one chair, no secretary or too many (lists/quy_tac.csv, doi_tuong = hoi_dong).  Those who have left are not counted.
WITH hd AS (
  SELECT h._id AS id, d.han_nop AS han_nop, (SELECT count(*) FROM hoi_dong__thanh_vien AS t
           WHERE t._record = h._id AND coalesce(t.tu <= :today, 1) AND coalesce(t.den >= :today, 1) AND t.vai = 'chu_tich') AS chu_tich,
         (SELECT count(*) FROM hoi_dong__thanh_vien AS t
           WHERE t._record = h._id AND coalesce(t.tu <= :today, 1) AND coalesce(t.den >= :today, 1) AND t.vai = 'thu_ky') AS thu_ky,
         (SELECT count(DISTINCT t.nguoi) FROM hoi_dong__thanh_vien AS t
           WHERE t._record = h._id AND coalesce(t.tu <= :today, 1) AND coalesce(t.den >= :today, 1)) AS so,
         max(CASE WHEN q.tham_so = 'so_nguoi_toi_thieu' THEN q.so END) AS so_toi_thieu,
         max(CASE WHEN q.tham_so = 'so_nguoi_le' THEN q.so END) AS so_le,
         min(CASE WHEN q.tham_so = 'so_thu_ky_toi_da' THEN q.so END) AS thu_ky_toi_da
    FROM dot_tdg AS d
    JOIN hoi_dong AS h ON h.dot = d._id AND h._state = 'ban_hanh'
    JOIN dot_tdg__pham_vi AS p ON p._record = d._id
    LEFT JOIN quy_tac AS q ON q.bo = p.bo_tieu_chi AND q.doi_tuong = 'hoi_dong'
   WHERE d._id IN (SELECT :dot_tdg UNION ALL SELECT a._id FROM dot_tdg AS a WHERE :dot_tdg IS NULL)
     AND (:truong IS NULL OR d.truong = :truong) AND d._state NOT IN ('da_nop', 'tiep_nhan', 'cong_bo', 'khoa')
   GROUP BY h._id
)
SELECT 'warning' AS severity, 'hoi_dong' AS form, hd.id AS id, 'thanh_vien' AS field,
       'Hội đồng chưa đúng thành phần: '
         || CASE WHEN hd.chu_tich <> 1 THEN 'phải có đúng một chủ tịch' WHEN hd.thu_ky = 0 THEN 'chưa có thư ký'
                 WHEN hd.thu_ky > hd.thu_ky_toi_da THEN 'quá nhiều thư ký' WHEN hd.so < hd.so_toi_thieu THEN 'cần ít nhất ' || hd.so_toi_thieu || ' người, có ' || hd.so
                 ELSE 'số người phải lẻ, đang là ' || hd.so END AS message,
       'The council is not as it has to be: '
         || CASE WHEN hd.chu_tich <> 1 THEN 'it has exactly one chair' WHEN hd.thu_ky = 0 THEN 'it has no secretary'
                 WHEN hd.thu_ky > hd.thu_ky_toi_da THEN 'it has too many secretaries'
                 WHEN hd.so < hd.so_toi_thieu THEN 'it needs ' || hd.so_toi_thieu || ' people and has ' || hd.so
                 ELSE 'the number of people has to be odd and is ' || hd.so END AS message_en,
       hd.han_nop AS due
  FROM hd
 WHERE hd.chu_tich <> 1 OR hd.thu_ky = 0 OR hd.thu_ky > hd.thu_ky_toi_da OR hd.so < hd.so_toi_thieu OR (hd.so_le = 1 AND hd.so % 2 = 0)

-- Who manages a school directly: nobody today, two units at the same time, or a unit that was no longer in force. Summaries by unit count
-- a school once, under the unit of the day.
SELECT 'warning' AS severity, 'truong' AS form, t._id AS id, 'ten' AS field,
       'Hôm nay chưa có đơn vị nào quản lý trực tiếp trường' AS message, 'No unit manages the school directly today' AS message_en
  FROM truong AS t
 WHERE t._id = coalesce(:truong, t._id) AND t._state IN ('hoat_dong', 'tam_dung')
   AND NOT EXISTS (SELECT 1 FROM truong__quan_ly AS q
                    WHERE q._record = t._id AND q.vai = 'quan_ly_truc_tiep' AND coalesce(q.tu, '') <= :today AND coalesce(q.den, '9999') >= :today)
UNION ALL
SELECT 'warning', 'truong', a._record, 'ten',
       'Hai đơn vị quản lý trực tiếp trong cùng thời gian: ' || u.ten || ', ' || v.ten, 'Two units manage it directly at the same time: ' || u.ten || ', ' || v.ten
  FROM truong__quan_ly AS a
  JOIN truong__quan_ly AS b ON b._record = a._record AND b._row > a._row AND b.vai = a.vai
                           AND coalesce(a.tu, '') <= coalesce(b.den, '9999') AND coalesce(b.tu, '') <= coalesce(a.den, '9999')
  JOIN don_vi AS u ON u._id = a.don_vi
  JOIN don_vi AS v ON v._id = b.don_vi
 WHERE a._record = coalesce(:truong, a._record) AND a.vai = 'quan_ly_truc_tiep'
UNION ALL
SELECT 'warning', 'truong', q._record, 'ten',
       u.ten || ' chỉ hoạt động đến ' || strftime('%d/%m/%Y', u.hieu_luc_den) || ', cần ghi đơn vị quản lý tiếp theo',
       u.ten || ' was in force until ' || strftime('%d/%m/%Y', u.hieu_luc_den) || ': enter the unit that followed'
  FROM truong__quan_ly AS q
  JOIN don_vi AS u ON u._id = q.don_vi
 WHERE q._record = coalesce(:truong, q._record) AND coalesce(q.den, '9999') > u.hieu_luc_den

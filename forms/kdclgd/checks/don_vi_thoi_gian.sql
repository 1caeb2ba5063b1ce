-- Days that are missing from the history of units and schools, so that summaries as of an earlier day count wrongly.
SELECT 'warning' AS severity, 'don_vi' AS form, u._id AS id, 'hieu_luc_den' AS field,
       'Đơn vị hết hiệu lực mà chưa ghi đến ngày nào' AS message, 'The unit is no longer in force, and nobody noted until when' AS message_en
  FROM don_vi AS u
 WHERE u._state = 'het_hieu_luc' AND u.hieu_luc_den IS NULL
UNION ALL
SELECT 'warning', 'don_vi', u._id, 'cap_tren',
       t.ten || ' chỉ hoạt động đến ' || strftime('%d/%m/%Y', t.hieu_luc_den) || ', cần ghi đơn vị cấp trên mới',
       t.ten || ' was in force until ' || strftime('%d/%m/%Y', t.hieu_luc_den) || ': enter the new parent'
  FROM don_vi AS u
  JOIN don_vi AS t ON t._id = u.cap_tren
 WHERE coalesce(u.hieu_luc_den, '9999') > t.hieu_luc_den
UNION ALL
SELECT 'warning', 'truong', m.truong, 'ten',
       'Trường đã sáp nhập hoặc giải thể mà chưa ghi ngày ở phần biến động', 'The school was merged or closed, and its changes do not say when'
  FROM v_truong_dong AS m
 WHERE m.truong = coalesce(:truong, m.truong) AND m.dong_tu = '0000-00-00'

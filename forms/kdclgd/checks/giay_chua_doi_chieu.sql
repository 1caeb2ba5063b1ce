-- Results on paper that were entered once and wait for a second person: they are not confirmed until then.
-- scope: all can_bo, lanh_dao_so
SELECT 'error' AS severity, 'ket_qua_giay' AS form, g._id AS id, 'muc_kq' AS field,
       'Kết quả trên giấy chưa được người thứ hai nhập lại (Alt-e)' AS message,
       'No second person has keyed this result again yet (Alt-e)' AS message_en
  FROM ket_qua_giay AS g
 WHERE g.truong = coalesce(:truong, g.truong) AND g._state = 'kiem_lai'
   AND NOT EXISTS (SELECT 1 FROM _verified AS v WHERE v.form = 'ket_qua_giay' AND v.record = g._id AND v.who IS NOT NULL)

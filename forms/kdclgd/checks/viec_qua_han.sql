-- Improvement tasks that are due within thirty days or late, of the school that is worked for.
SELECT 'todo' AS severity, 'viec_cai_tien' AS form, v._id AS id, 'ngay_xong_vc' AS field,
       iif(v.han_vc < :today, 'Việc cải tiến quá hạn: ', 'Việc cải tiến sắp đến hạn: ') || v.noi_dung_vc AS message,
       iif(v.han_vc < :today, 'Improvement is late: ', 'Improvement is due: ') || v.noi_dung_vc AS message_en,
       v.han_vc AS due
  FROM viec_cai_tien AS v
 WHERE v.truong = coalesce(:truong, v.truong) AND v._state IN ('chua_lam', 'dang_lam') AND v.han_vc <= date(:today, '+30 days')

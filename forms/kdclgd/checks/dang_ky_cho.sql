-- scope: all can_bo, lanh_dao_so
-- Registrations that were sent and wait for the department, of the school that is worked for or of all.
SELECT 'todo' AS severity, 'dang_ky_dgn' AS form, g._id AS id, 'ngay_cv' AS field,
       'Đăng ký đánh giá ngoài số ' || g.so_cv || ' chờ tiếp nhận' AS message,
       'Registration ' || g.so_cv || ' waits to be received' AS message_en,
       NULL AS due
  FROM dot_tdg AS d
  JOIN dang_ky_dgn AS g ON g.dot = d._id
 WHERE d.truong = coalesce(:truong, d.truong) AND g._state = 'gui'

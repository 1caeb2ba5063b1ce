-- scope: all can_bo, lanh_dao_so
-- Registrations of the school that is worked for that were accepted, whose team is to be formed within thirty days or is late, while the
-- school was not recognised since and has no team.
SELECT 'todo' AS severity, 'tiep_nhan' AS form, n._id AS id, 'han_lap_doan' AS field,
       iif(n.han_lap_doan < :today, 'Quá hạn lập đoàn đánh giá ngoài', 'Sắp đến hạn lập đoàn đánh giá ngoài') || ' theo công văn ' || g.so_cv AS message,
       iif(n.han_lap_doan < :today, 'The team is late', 'A team is to be formed') || ' for letter ' || g.so_cv AS message_en,
       n.han_lap_doan AS due
  FROM dot_tdg AS d
  JOIN dang_ky_dgn AS g ON g.dot = d._id
  JOIN tiep_nhan AS n ON n.dang_ky = g._id
 WHERE d.truong = coalesce(:truong, d.truong) AND n.ket_qua_tn = 'chap_nhan' AND n.han_lap_doan <= date(:today, '+30 days')
   AND NOT EXISTS (SELECT 1 FROM cong_nhan AS c WHERE c.truong = d.truong AND c.ngay_ky > g.ngay_cv)
   AND NOT EXISTS (SELECT 1 FROM doan_dgn AS m WHERE m.dot = d._id AND m._state NOT IN ('du_thao', 'huy') AND m.ngay_qd >= g.ngay_cv)

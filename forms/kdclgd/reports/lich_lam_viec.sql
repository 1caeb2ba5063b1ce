-- title: Lịch làm việc của đoàn
-- title.en: Work schedule of a visit
-- form: doan_dgn
-- roles: truong_doan, thu_ky_doan, uy_vien, can_bo, lanh_dao_so
SELECT v.*
  FROM v_dau_doan AS v
 WHERE v.doan = :_id

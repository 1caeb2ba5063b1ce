-- title: Đoàn trả lời phản hồi của trường
-- title.en: Team’s answer to the school
-- form: doan_dgn
-- roles: truong_doan, thu_ky_doan, uy_vien, can_bo, lanh_dao_so, thu_ky, chu_tich
SELECT v.*, coalesce(letter_date('ngày %d tháng %m năm %Y', (SELECT max(b.ngay_bc) FROM bao_cao_dgn AS b WHERE b.doan = v.doan)), 'ngày      tháng      năm      ') AS ngay
  FROM v_dau_doan AS v
 WHERE v.doan = :_id

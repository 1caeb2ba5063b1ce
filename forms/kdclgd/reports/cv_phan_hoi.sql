-- title: Công văn phản hồi dự thảo báo cáo đánh giá ngoài
-- title.en: Letter with the school’s reply
-- form: doan_dgn
-- roles: thu_ky, chu_tich, can_bo, lanh_dao_so
SELECT v.*, coalesce(letter_date('ngày %d tháng %m năm %Y', g.ngay), 'ngày      tháng      năm      ') AS ngay,
       (SELECT q.ten FROM v_co_quan AS q WHERE q.truong = v.truong AND coalesce(g.ngay, :today) BETWEEN q.tu AND q.den ORDER BY q.tu DESC LIMIT 1) AS tren
  FROM v_dau_doan AS v
  JOIN (SELECT max(p.ngay_gui_ph) AS ngay FROM phan_hoi AS p WHERE p.doan = :_id AND p._state <> 'truong_viet') AS g
 WHERE v.doan = :_id

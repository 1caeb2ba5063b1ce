-- title: Quyết định kiện toàn hội đồng tự đánh giá
-- title.en: Decision that changes the council
-- form: hoi_dong
SELECT q._id AS hoi_dong, q.dot, q.lan, h.truong, q.so_qd, coalesce(q.nguoi_ky, h.hieu_truong) AS nguoi_ky, h.van_ban, h.co_quan, h.ten_truong, h.hieu_truong, h.chuc_danh, h.nam_hoc,
       h.dia_danh || ', ' || coalesce(letter_date('ngày %d tháng %m năm %Y', q.ngay_qd), 'ngày      tháng      năm      ') AS ngay, letter_date('ngày %d tháng %m năm %Y', q.ngay_qd) AS ngay_ky, t._id AS hoi_dong_truoc, t.so_qd AS so_truoc, letter_date('ngày %d tháng %m năm %Y', t.ngay_qd) AS ngay_truoc
  FROM hoi_dong AS q
  JOIN v_dau_dot AS h ON h.dot = q.dot
  JOIN hoi_dong AS t ON t._id = (SELECT b._id FROM hoi_dong AS b WHERE b.dot = q.dot AND b.lan < q.lan ORDER BY b.lan DESC LIMIT 1)
 WHERE q._id = :_id

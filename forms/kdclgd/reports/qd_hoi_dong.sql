-- title: Quyết định thành lập hội đồng tự đánh giá
-- title.en: Decision on the council
-- form: hoi_dong
SELECT q._id AS hoi_dong, q.dot, h.truong, q.so_qd, coalesce(q.nguoi_ky, h.hieu_truong) AS nguoi_ky, h.van_ban, h.co_quan, h.ten_truong, h.hieu_truong, h.chuc_danh, h.nam_hoc,
       h.dia_danh || ', ' || coalesce(letter_date('ngày %d tháng %m năm %Y', q.ngay_qd), 'ngày      tháng      năm      ') AS ngay, letter_date('ngày %d tháng %m năm %Y', q.ngay_qd) AS ngay_ky
  FROM hoi_dong AS q
  JOIN v_dau_dot AS h ON h.dot = q.dot
 WHERE q._id = :_id

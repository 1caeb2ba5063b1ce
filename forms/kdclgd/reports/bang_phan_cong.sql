-- title: Bảng phân công
-- title.en: Table of assignments
-- form: phan_cong
SELECT f.dot, h.hoi_dong, h.co_quan, h.ten_truong, h.hieu_truong, h.chuc_danh, h.nam_hoc, h.chu_tich, h.thu_ky, q.so_qd, letter_date('ngày %d tháng %m năm %Y', q.ngay_qd) AS ngay_qd, h.dia_danh || ', ngày      tháng      năm      ' AS ngay,
       (SELECT count(*) FROM phan_cong__viec AS v WHERE v._record = f._id) AS so_viec, (SELECT count(DISTINCT v.nguoi_chinh) FROM phan_cong__viec AS v WHERE v._record = f._id) AS so_nguoi
  FROM phan_cong AS f
  JOIN v_dau_dot AS h ON h.dot = f.dot
  LEFT JOIN hoi_dong AS q ON q._id = h.hoi_dong
 WHERE f._id = :_id

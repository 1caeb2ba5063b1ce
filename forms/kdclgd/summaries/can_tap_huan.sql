-- title: Người còn phải tập huấn
-- title.en: Who still needs training
-- param: den_ngay date = today
-- label: den_ngay = Tính đến ngày | As of
-- param: don_vi select_one don_vi
-- label: don_vi = Đơn vị quản lý | Managing unit
-- column: ma_truong = Mã trường | School code
-- column: ten = Tên trường | School name
-- column: ma_dot = Đợt | Period
-- column: ho_ten = Họ và tên | Name
-- column: vai = Vai trò | Part
-- column: lop_cuoi = Lớp gần nhất đã dự | Last course attended
-- column: ly_do = Còn thiếu | What is missing
-- roles: can_bo, lanh_dao_so, can_bo_trung_gian
-- One row per member of a council who has not passed a course on self-assessment by the day, and per member of a team that was decided on by
-- the day and has not done its last survey who is not trained in external evaluation. Councils are those of periods that run on
-- the day, by the latest decision that was issued by then; members those who are in it on that day. The last row has how many of how many.
WITH quyet_dinh AS (
  SELECT h._id, h.dot, d.truong, d.ma_dot, row_number() OVER (PARTITION BY h.dot ORDER BY h.lan DESC) AS thu
    FROM hoi_dong AS h
    JOIN dot_tdg AS d ON d._id = h.dot
   WHERE h._state <> 'du_thao' AND h.ngay_qd <= :den_ngay AND d.tu_ngay <= :den_ngay AND coalesce(d.den_ngay, '9999') >= :den_ngay
),
thanh_vien AS (
  SELECT 'td' AS viec, t.ma_truong, t.ten, q.ma_dot, n.ho_ten, v.label AS vai, v.label_en AS vai_en,
         (SELECT max(l.tu_lop) FROM lop_tap_huan__hoc_vien AS c JOIN lop_tap_huan AS l ON l._id = c._record
           WHERE c.nguoi_hv = m.nguoi AND c.co_mat_hv = 'co' AND l.noi_dung_lop = 'tdg' AND l._state = 'da_to_chuc' AND l.tu_lop <= :den_ngay) AS lop_cuoi,
         EXISTS (SELECT 1 FROM lop_tap_huan__hoc_vien AS c JOIN lop_tap_huan AS l ON l._id = c._record
                  WHERE c.nguoi_hv = m.nguoi AND c.co_mat_hv = 'co' AND c.ket_qua_hv = 'dat' AND l.noi_dung_lop = 'tdg' AND l._state = 'da_to_chuc'
                    AND l.den_lop <= :den_ngay) AS xong
    FROM quyet_dinh AS q
    JOIN hoi_dong__thanh_vien AS m ON m._record = q._id AND coalesce(m.tu, '') <= :den_ngay AND coalesce(m.den, '9999') >= :den_ngay
    JOIN nguoi AS n ON n._id = m.nguoi
    JOIN vai_hoi_dong AS v ON v.code = m.vai
    JOIN truong AS t ON t._id = q.truong
   WHERE q.thu = 1
     AND (:don_vi IS NULL OR t._id IN (SELECT g.truong FROM v_thuoc AS g WHERE g.don_vi = :don_vi AND :den_ngay BETWEEN g.tu AND g.den))
   UNION ALL
  SELECT 'dgn', t.ma_truong, t.ten, k.ma_dot, n.ho_ten, v.label, v.label_en,
         (SELECT max(l.tu_lop) FROM lop_tap_huan__hoc_vien AS c JOIN lop_tap_huan AS l ON l._id = c._record
           WHERE c.nguoi_hv = m.nguoi AND c.co_mat_hv = 'co' AND l.noi_dung_lop = 'dgn' AND l._state = 'da_to_chuc' AND l.tu_lop <= :den_ngay),
         (SELECT x.da_tap_huan FROM v_xet_doan AS x WHERE x.nguoi = m.nguoi AND x.truong = k.truong) <= :den_ngay
    FROM doan_dgn AS d
    JOIN dot_tdg AS k ON k._id = d.dot
    JOIN doan_dgn__thanh_vien AS m ON m._record = d._id
    JOIN nguoi AS n ON n._id = m.nguoi
    JOIN vai_doan AS v ON v.code = m.vai
    JOIN truong AS t ON t._id = k.truong
   WHERE d._state <> 'huy' AND d.ngay_qd <= :den_ngay AND d.den_ngay >= :den_ngay
     AND (:don_vi IS NULL OR t._id IN (SELECT g.truong FROM v_thuoc AS g WHERE g.don_vi = :don_vi AND :den_ngay BETWEEN g.tu AND g.den))
)
SELECT ma_truong, ma_truong_en, ten, ten_en, ma_dot, ho_ten, ho_ten_en, vai, vai_en, lop_cuoi, ly_do, ly_do_en
  FROM (SELECT 0 AS cuoi, ma_truong, NULL AS ma_truong_en, ten, NULL AS ten_en, ma_dot, ho_ten, NULL AS ho_ten_en, vai, vai_en, lop_cuoi,
               iif(lop_cuoi IS NULL, iif(viec = 'td', 'chưa dự lớp tự đánh giá', 'chưa dự lớp đánh giá ngoài'), 'đã dự, chưa đạt') AS ly_do,
               iif(lop_cuoi IS NULL, iif(viec = 'td', 'no course on self-assessment', 'no course on external evaluation'), 'attended, not passed') AS ly_do_en
          FROM thanh_vien
         WHERE NOT xong
         UNION ALL
        SELECT 1, 'Tổng', 'Total', count(DISTINCT iif(xong, NULL, ma_truong)) || ' trong ' || count(DISTINCT ma_truong) || ' trường',
               count(DISTINCT iif(xong, NULL, ma_truong)) || ' of ' || count(DISTINCT ma_truong) || ' schools', NULL,
               count(iif(xong, NULL, 1)) || ' trong ' || count(*) || ' người', count(iif(xong, NULL, 1)) || ' of ' || count(*) || ' persons', NULL, NULL, NULL,
               'chưa dự ' || count(iif(lop_cuoi IS NULL AND NOT xong, 1, NULL)) || ', chưa đạt ' || count(iif(lop_cuoi IS NOT NULL AND NOT xong, 1, NULL)),
               'no course ' || count(iif(lop_cuoi IS NULL AND NOT xong, 1, NULL)) || ', not passed ' || count(iif(lop_cuoi IS NOT NULL AND NOT xong, 1, NULL))
          FROM thanh_vien)
 ORDER BY cuoi, ma_truong, name_key(ho_ten)

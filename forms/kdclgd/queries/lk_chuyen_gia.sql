-- The latest course on external evaluation that an evaluator passed, and the teams in which they are or were. One row.
SELECT (SELECT 'lớp ' || l.so_lop || ', ' || strftime('%d/%m/%Y', l.den_lop) FROM lop_tap_huan__hoc_vien AS c JOIN lop_tap_huan AS l ON l._id = c._record
         WHERE c.nguoi_hv = :nguoi AND c.co_mat_hv = 'co' AND c.ket_qua_hv = 'dat' AND l.noi_dung_lop = 'dgn' AND l._state = 'da_to_chuc'
         ORDER BY l.den_lop DESC LIMIT 1) AS tap_huan,
       (SELECT 'course ' || l.so_lop || ', ' || strftime('%d/%m/%Y', l.den_lop) FROM lop_tap_huan__hoc_vien AS c JOIN lop_tap_huan AS l ON l._id = c._record
         WHERE c.nguoi_hv = :nguoi AND c.co_mat_hv = 'co' AND c.ket_qua_hv = 'dat' AND l.noi_dung_lop = 'dgn' AND l._state = 'da_to_chuc'
         ORDER BY l.den_lop DESC LIMIT 1) AS tap_huan_en,
       (SELECT group_concat(t.ten || ' (' || strftime('%m/%Y', d.tu_ngay) || ')', ' · ')
          FROM doan_dgn__thanh_vien AS m
          JOIN doan_dgn AS d ON d._id = m._record AND d._state NOT IN ('du_thao', 'huy')
          JOIN dot_tdg AS k ON k._id = d.dot
          JOIN truong AS t ON t._id = k.truong
         WHERE m.nguoi = :nguoi) AS doan

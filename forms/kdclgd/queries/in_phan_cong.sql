-- The work that was given out in a period, in the order of the assignment.
SELECT row_number() OVER (ORDER BY v._row) AS tt,
       coalesce('Tiêu chí ' || c.short || ': ' || c.label, v.phan_viec, l.label) AS viec,
       coalesce('Criterion ' || c.short || ': ' || c.label_en, v.phan_viec, l.label_en) AS viec_en,
       coalesce(v.ten_nhom_viec, (SELECT group_concat(DISTINCT m.ten_nhom) FROM hoi_dong__nhom AS m WHERE m._record = :hoi_dong AND m.nguoi_nhom = v.nguoi_chinh)) AS nhom,
       n.ho_ten, v.phoi_hop, strftime('%d/%m/%Y', v.han) AS han
  FROM phan_cong AS p
  JOIN phan_cong__viec AS v ON v._record = p._id
  LEFT JOIN loai_viec AS l ON l.code = v.loai_viec
  LEFT JOIN tieu_chi AS c ON c.code = v.tieu_chi_viec
  LEFT JOIN nguoi AS n ON n._id = v.nguoi_chinh
 WHERE p.dot = :dot
 ORDER BY v._row

-- Evidence that somebody was to collect by a day that is near or past, and that is not found: by requirement.  Whoever has been given some
-- sees those alone, and what nobody has been given.
SELECT 'todo' AS severity, 'noi_ham' AS form, n._id AS id, 'yeu_cau/' || y._row_key || '/mc_da_co' AS field,
       'Thu minh chứng ' || t.short || ' ' || i.short || ': ' || coalesce(y.mc_can_thu, y.noi_ham, i.label) || coalesce(' – ' || g.ho_ten, '') AS message,
       'Collect evidence ' || t.short || ' ' || i.short || ': ' || coalesce(y.mc_can_thu, y.noi_ham, i.label_en) || coalesce(' – ' || g.ho_ten, '') AS message_en,
       y.han_nh AS due
  FROM dot_tdg AS d
  JOIN noi_ham AS n ON n.dot = d._id
  JOIN noi_ham__yeu_cau AS y ON y._record = n._id AND y.mc_da_co IS NULL AND y.han_nh <= date(:today, '+14 days')
  JOIN chi_bao AS i ON i.code = y.chi_bao_nh
  JOIN tieu_chi AS t ON t.code = n.tieu_chi
  LEFT JOIN nguoi AS g ON g._id = y.nguoi_nh
 WHERE d._id = :dot_tdg AND d._state IN ('chuan_bi', 'thu_thap', 'viet', 'tra_lai', 'rut')
   AND (g._id IS NULL OR g.tai_khoan IS :person
        OR NOT EXISTS (SELECT 1 FROM noi_ham AS m JOIN noi_ham__yeu_cau AS z ON z._record = m._id JOIN nguoi AS k ON k._id = z.nguoi_nh
                        WHERE m.dot = d._id AND k.tai_khoan = :person))

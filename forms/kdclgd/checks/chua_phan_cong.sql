-- Criteria of a period under way that nobody is in charge of, once the work has been given out: one line.
SELECT 'todo' AS severity, 'phan_cong' AS form, c._id AS id, 'viec' AS field,
       'Còn ' || count(*) || ' tiêu chí chưa phân công' AS message,
       'Criteria that nobody is in charge of: ' || count(*) AS message_en,
       d.han_nop AS due
  FROM dot_tdg AS d
  JOIN phan_cong AS c ON c.dot = d._id
  JOIN dot_tdg__pham_vi AS p ON p._record = d._id
  JOIN tieu_chi AS t ON t.bo = p.bo_tieu_chi AND t.loai = 'tieu_chi' AND t._retired = 0
 WHERE d._id = :dot_tdg AND d._state IN ('chuan_bi', 'thu_thap', 'viet', 'tra_lai', 'rut')
   AND NOT EXISTS (SELECT 1 FROM phan_cong__viec AS v WHERE v._record = c._id AND v.tieu_chi_viec = t.code)
HAVING count(*) > 0

-- Criteria of a period under way that nobody is in charge of, once the work has been given out: one line.  How many there are the rule sets
-- say themselves (so_tieu_chi of lists/bo_tieu_chi.csv); one that is assessed at several levels of education is one here.
SELECT 'todo' AS severity, 'phan_cong' AS form, c._id AS id, 'viec' AS field,
       'Còn ' || (b.so_tieu_chi - c.so) || ' tiêu chí chưa phân công' AS message,
       'Criteria that nobody is in charge of: ' || (b.so_tieu_chi - c.so) AS message_en,
       d.han_nop AS due
  FROM dot_tdg AS d
  JOIN (SELECT a._id AS _id, a.dot AS dot, count(DISTINCT v.tieu_chi_viec) AS so
          FROM phan_cong AS a
          LEFT JOIN phan_cong__viec AS v ON v._record = a._id
         WHERE a.dot = :dot_tdg) AS c ON c.dot = d._id
  JOIN bo_tieu_chi AS b ON b.code = (SELECT p.bo_tieu_chi FROM dot_tdg__pham_vi AS p WHERE p._record = d._id ORDER BY p._row LIMIT 1)
 WHERE d._id = :dot_tdg AND d._state IN ('chuan_bi', 'thu_thap', 'viet', 'tra_lai', 'rut') AND b.so_tieu_chi > c.so

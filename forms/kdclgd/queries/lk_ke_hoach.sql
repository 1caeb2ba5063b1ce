-- Which schools have registered for the visits of a school year: letters from the June before it to its last May, the latest of each. CROSS:
-- all letters are read, never all periods.
SELECT d.truong AS truong,
       'số ' || g.so_cv || ' ngày ' || strftime('%d/%m/%Y', max(g.ngay_cv)) || iif(g._state = 'chap_nhan', ', được chấp nhận', '') AS dang_ky,
       'no. ' || g.so_cv || ' of ' || strftime('%d/%m/%Y', max(g.ngay_cv)) || iif(g._state = 'chap_nhan', ', accepted', '') AS dang_ky_en
  FROM dang_ky_dgn AS g
  CROSS JOIN dot_tdg AS d ON d._id = g.dot
 WHERE g._state <> 'rut' AND g.ngay_cv BETWEEN (:nam_hoc_kh - 1) || '-06-01' AND (:nam_hoc_kh + 1) || '-05-31'
 GROUP BY d.truong

-- One row per recommendation of a report that went to the department, with the school's task that answers it.
SELECT d.truong AS truong, d._id AS dot, d.ma_dot AS ma_dot, g._id AS doan, b._id AS bao_cao, b.ngay_bc AS ngay, k.so_kn AS so_kn, k.tieu_chi_kn AS tieu_chi,
       k.noi_dung_kn AS noi_dung, k.han_kn AS han, v._id AS viec, v._state AS trang_thai
  FROM dot_tdg AS d
  JOIN doan_dgn AS g ON g.dot = d._id AND g._state <> 'huy'
  JOIN bao_cao_dgn AS b ON b.doan = g._id AND b._state IN ('gui_so', 'khoa')
  JOIN bao_cao_dgn__kien_nghi AS k ON k._record = b._id
  LEFT JOIN viec_cai_tien AS v ON v.truong = d.truong AND v.bao_cao_vc = b._id AND v.so_kn_vc = k.so_kn

-- How the school assessed the indicators of this criterion in earlier periods, latest first.
SELECT c.ma_dot AS "Đợt | Period", b.chi_bao, b.muc, b.ky_hieu, b.ket_qua, b.hien_trang, b.minh_chung
  FROM dot_tdg AS d
  JOIN dot_tdg AS c ON c.truong = d.truong AND c.tu_ngay < d.tu_ngay
  JOIN phieu_tieu_chi AS f ON f.dot = c._id AND f.tieu_chi = :tieu_chi
  JOIN phieu_tieu_chi__chi_bao AS b ON b._record = f._id
 WHERE d._id = :dot
 ORDER BY c.ma_dot DESC, b._row

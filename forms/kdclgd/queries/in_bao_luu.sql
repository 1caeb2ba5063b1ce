-- Who keeps to what they found, and why.
SELECT n.ho_ten, b.y_kien
  FROM phieu_thong_nhat__bao_luu AS b
  LEFT JOIN nguoi AS n ON n._id = b.nguoi
 WHERE b._record = :phieu
 ORDER BY b._row

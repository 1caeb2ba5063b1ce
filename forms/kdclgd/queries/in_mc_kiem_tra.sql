-- The evidence that the member wants to look at, by its code in the period.
SELECT coalesce(m.ma_mc || ' – ', '') || c.ten_mc AS mc
  FROM nghien_cuu_ho_so AS f
  JOIN minh_chung AS c ON selected(f.mc_kiem_tra, c._id)
  LEFT JOIN minh_chung__ma AS m ON m._record = c._id AND m.dot_mc = f.dot
 WHERE f._id = :phieu
 ORDER BY 1

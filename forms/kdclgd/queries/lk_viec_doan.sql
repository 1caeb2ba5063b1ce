-- How far each member of a team is with what they study: criteria given, and studies finished.
SELECT g.ho_ten AS ten, count(*) AS tong, count(iif(s._state = 'xong', 1, NULL)) AS xong
  FROM phan_cong_dgn AS c
  JOIN phan_cong_dgn__viec_dgn AS v ON v._record = c._id
  JOIN nguoi AS g ON g._id = v.nguoi_chinh
  LEFT JOIN nghien_cuu_ho_so AS s ON s.doan = c.doan AND s.nguoi = v.nguoi_chinh AND s.cap_hoc = v.cap_hoc AND s.tieu_chi = v.tieu_chi
 WHERE c.doan = :doan
 GROUP BY v.nguoi_chinh
 ORDER BY name_key(g.ho_ten)

-- The members of a team, a row each; of which period and which submission (NULL: the latest) it judges, and of which school.
SELECT d.dot AS dot, d.lan_nop AS lan_nop, k.truong AS truong, t.nguoi AS nguoi, g.ho_ten AS ho_ten, t.vai AS vai,
       d._state AS trang_thai, count(t.nguoi) OVER () AS so_nguoi
  FROM doan_dgn AS d
  JOIN dot_tdg AS k ON k._id = d.dot
  LEFT JOIN doan_dgn__thanh_vien AS t ON t._record = d._id
  LEFT JOIN nguoi AS g ON g._id = t.nguoi
 WHERE d._id = :doan
 ORDER BY t._row

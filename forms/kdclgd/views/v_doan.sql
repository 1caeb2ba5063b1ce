-- Teams that were formed, one row each: of which school, who leads it and keeps its minutes, how many people.
SELECT d._id AS doan, d.dot AS dot, k.truong AS truong, k.ma_dot AS ma_dot, d.lan_doan AS lan, d.so_qd AS so_qd, d.ngay_qd AS ngay_qd, d.tu_ngay AS tu_ngay,
       d.den_ngay AS den_ngay, d.muc_dich_doan AS muc_dich, d._state AS trang_thai,
       (SELECT n.ho_ten FROM doan_dgn__thanh_vien AS m JOIN nguoi AS n ON n._id = m.nguoi WHERE m._record = d._id AND m.vai = 'truong' LIMIT 1) AS truong_doan,
       (SELECT n.ho_ten FROM doan_dgn__thanh_vien AS m JOIN nguoi AS n ON n._id = m.nguoi WHERE m._record = d._id AND m.vai = 'thu_ky' LIMIT 1) AS thu_ky,
       (SELECT count(*) FROM doan_dgn__thanh_vien AS m WHERE m._record = d._id) AS so_nguoi
  FROM doan_dgn AS d
  JOIN dot_tdg AS k ON k._id = d.dot
 WHERE d._state NOT IN ('du_thao', 'huy')

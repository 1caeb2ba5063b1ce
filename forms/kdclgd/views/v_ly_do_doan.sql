-- Why teams are not as they have to be, one row per reason (lists/ly_do_doan.csv); nguoi is NULL where it is the team as a whole. As of the
-- day of the decision; who was somewhere in charge counts until the visit. The same of a team that is being entered: queries/lk_xet_doan.sql.
SELECT d._id AS doan, x.nguoi AS nguoi, x.ho_ten AS ho_ten, r.code AS ma, r.label AS ly_do, r.label_en AS ly_do_en
  FROM doan_dgn AS d
  JOIN dot_tdg AS k ON k._id = d.dot
  JOIN v_luat_doan AS l ON l.dot = d.dot
  JOIN doan_dgn__thanh_vien AS m ON m._record = d._id
  JOIN v_xet_doan AS x ON x.nguoi = m.nguoi AND x.truong = k.truong
  JOIN ly_do_doan AS r
    ON CASE r.code WHEN 'dang_lam' THEN x.dang_lam
                   WHEN 'tung_lam' THEN NOT x.dang_lam AND iif(l.chua_tung = 1, x.tung_lam IS NOT NULL, x.tung_lam >= d.ngay_qd)
                   WHEN 'quan_ly' THEN l.khac_quan_ly = 1 AND x.quan_ly_tu <= d.den_ngay AND x.quan_ly_den >= d.ngay_qd
                   WHEN 'khong_co' THEN x.chuyen_gia IS NULL
                   WHEN 'nam_nganh' THEN x.chuyen_gia IS NOT NULL AND coalesce(substr(d.ngay_qd, 1, 4) - x.vao_nganh < l.nam_nganh, l.nam_nganh IS NOT NULL)
                   WHEN 'tap_huan' THEN x.chuyen_gia IS NOT NULL AND l.tap_huan = 1 AND x.da_tap_huan > d.ngay_qd
                   WHEN 'cap_hoc' THEN x.chuyen_gia IS NOT NULL AND l.dung_cap = 1 AND NOT x.cung_cap
                   ELSE 0 END
UNION ALL
SELECT n.doan, NULL, NULL, r.code, r.label || coalesce(' (' || CASE r.code WHEN 'it_nguoi' THEN n.it_nhat WHEN 'nhieu_nguoi' THEN n.nhieu_nhat END || ')', ''),
       r.label_en || coalesce(' (' || CASE r.code WHEN 'it_nguoi' THEN n.it_nhat WHEN 'nhieu_nguoi' THEN n.nhieu_nhat END || ')', '')
  FROM (SELECT d._id AS doan, count(m.nguoi) AS so, count(iif(m.vai = 'truong', 1, NULL)) AS truong, count(iif(m.vai = 'thu_ky', 1, NULL)) AS thu_ky,
               (SELECT l.it_nhat FROM v_luat_doan AS l WHERE l.dot = d.dot) AS it_nhat,
               (SELECT l.nhieu_nhat FROM v_luat_doan AS l WHERE l.dot = d.dot) AS nhieu_nhat
          FROM doan_dgn AS d
          LEFT JOIN doan_dgn__thanh_vien AS m ON m._record = d._id
         GROUP BY d._id) AS n
  JOIN ly_do_doan AS r
    ON CASE r.code WHEN 'it_nguoi' THEN n.so < n.it_nhat
                   WHEN 'nhieu_nguoi' THEN n.so > n.nhieu_nhat
                   WHEN 'khong_truong' THEN n.truong = 0
                   WHEN 'nhieu_truong' THEN n.truong > 1
                   WHEN 'khong_thu_ky' THEN n.thu_ky = 0
                   WHEN 'nhieu_thu_ky' THEN n.thu_ky > 1
                   ELSE 0 END

-- title: Số liệu qua các năm học
-- title.en: Figures over the school years
-- param: truong select_one truong
-- label: truong = Trường | School
-- param: cap_hoc select_one cap_hoc
-- label: cap_hoc = Cấp học | Level
-- param: bang select_one bang_so_lieu
-- label: bang = Bảng | Table
-- param: tu_nam_hoc integer
-- label: tu_nam_hoc = Từ năm học bắt đầu | From school year beginning in
-- param: den_nam_hoc integer
-- label: den_nam_hoc = Đến năm học bắt đầu | To school year beginning in
-- column: ma_truong = Mã trường | School code
-- column: ten = Tên trường | School name
-- column: cap = Cấp học | Level
-- column: bang = Bảng | Table
-- column: tt = TT | No.
-- column: dong = Nội dung | Figure
-- column: nam_hoc = Năm học | School year
-- column: gia_tri = Số liệu | Figure given
-- column: tu_so = Tử số | Part
-- column: mau_so = Mẫu số | Whole
-- column: ty_le = Tỷ lệ | Ratio
-- column: nguon = Nguồn | Source
-- column: dut_doan = Đổi cách tính | Series breaks
-- column: ghi_chu = Ghi chú | Remark
-- One row for each line of the tables and each school year. A percentage has both its numbers; ratios over several tables are computed here.
WITH o AS MATERIALIZED (
  SELECT s.truong AS truong, s.cap_hoc AS cap_hoc, s.bang AS bang, s.dong AS dong, s.nam_hoc AS nam_hoc, s.gia_tri AS gia_tri, s.nguon AS nguon,
         s.ghi_chu AS ghi_chu
    FROM v_so_lieu AS s
   WHERE (:truong IS NULL OR s.truong = :truong) AND (:cap_hoc IS NULL OR s.cap_hoc = :cap_hoc)
),
phan AS MATERIALIZED (
  SELECT d.code AS dong, o.truong AS truong, o.cap_hoc AS cap_hoc, o.nam_hoc AS nam_hoc,
         sum(CASE WHEN ' ' || d.tu_dong || ' ' LIKE '% ' || o.dong || ' %' THEN o.gia_tri END) AS tu_so,
         sum(CASE WHEN ' ' || d.mau_dong || ' ' LIKE '% ' || o.dong || ' %' THEN o.gia_tri END) AS mau_so
    FROM dong_so_lieu AS d
    JOIN o ON ' ' || d.tu_dong || ' ' || d.mau_dong || ' ' LIKE '% ' || o.dong || ' %'
   WHERE d.kieu = 'ty_le'
   GROUP BY d.code, o.truong, o.cap_hoc, o.nam_hoc
  HAVING tu_so IS NOT NULL AND mau_so > 0
),
moi AS (
  SELECT o.truong AS truong, o.cap_hoc AS cap_hoc, o.dong AS dong, o.nam_hoc AS nam_hoc, o.gia_tri AS gia_tri, iif(w.gia_tri IS NULL, NULL, o.gia_tri) AS tu_so,
         w.gia_tri AS mau_so, round(100.0 * o.gia_tri / nullif(w.gia_tri, 0), 2) AS ty_le, o.nguon AS nguon, o.ghi_chu AS ghi_chu
    FROM o
    JOIN dong_so_lieu AS d ON d.code = o.dong
    LEFT JOIN o AS w ON d.trong IS NOT NULL AND w.truong = o.truong AND w.cap_hoc = o.cap_hoc AND w.nam_hoc = o.nam_hoc AND w.dong = d.trong
   UNION ALL
  SELECT p.truong, p.cap_hoc, p.dong, p.nam_hoc, NULL, p.tu_so, p.mau_so, round(1.0 * p.tu_so / p.mau_so, 4), 'cong', NULL
    FROM phan AS p
)
SELECT t.ma_truong AS ma_truong, t.ten AS ten, c.short AS cap, b.short AS bang, d.tt AS tt, trim(d.label, '- ') AS dong,
       trim(d.label_en, '- ') AS dong_en, m.nam_hoc AS nam_hoc, m.gia_tri AS gia_tri, m.tu_so AS tu_so, m.mau_so AS mau_so, m.ty_le AS ty_le,
       n.label AS nguon, n.label_en AS nguon_en,
       (SELECT group_concat(k.label, '; ') FROM doi_cach_tinh AS k WHERE k.tu_nam = y.nam AND ' ' || k.dong || ' ' LIKE '% ' || m.dong || ' %') AS dut_doan,
       (SELECT group_concat(k.label_en, '; ') FROM doi_cach_tinh AS k WHERE k.tu_nam = y.nam AND ' ' || k.dong || ' ' LIKE '% ' || m.dong || ' %') AS dut_doan_en,
       m.ghi_chu AS ghi_chu
  FROM moi AS m
  JOIN dong_so_lieu AS d ON d.code = m.dong
  JOIN bang_so_lieu AS b ON b.code = d.bang
  JOIN truong AS t ON t._id = m.truong
  JOIN cap_hoc AS c ON c.code = m.cap_hoc
  JOIN nien_khoa AS y ON y.code = m.nam_hoc
  LEFT JOIN nguon_so_lieu AS n ON n.code = m.nguon
 WHERE (:bang IS NULL OR d.bang = :bang) AND (:tu_nam_hoc IS NULL OR y.nam >= :tu_nam_hoc) AND (:den_nam_hoc IS NULL OR y.nam <= :den_nam_hoc)
 ORDER BY t.ma_truong, c.thu_tu, b.thu_tu, d.thu_tu, y.nam

-- Figures of a period's school that do not agree, in the years that the period needs: a part above its whole, classes without pupils, lines of
-- different tables, teachers in table 3a and in 3b, sites and the whole school, a metric on a sheet and in the year's record, a number in a text and
-- in the tables (told where it is near the total of the period's year and is no figure of the school's).
WITH dot AS MATERIALIZED (
  SELECT k._id AS id, k.truong AS truong, k.nam_hoc AS nam, k.han_nop AS han_nop FROM dot_tdg AS k
   WHERE k._id IN (SELECT :dot_tdg UNION ALL SELECT a._id FROM dot_tdg AS a WHERE :dot_tdg IS NULL)
     AND (:truong IS NULL OR k.truong = :truong)
     AND k._state IN ('thu_thap', 'viet', 'hop_duyet', 'tra_lai', 'rut')
),
so AS MATERIALIZED (
  SELECT dot.id AS dot, dot.truong AS truong, v.cap_hoc AS cap_hoc, v.nam_hoc AS nam_hoc, v.nam AS nam, v.ten_nam AS ten_nam, s._id AS bang_id, s.bang AS bang,
         o.dong AS dong, o.gia_tri AS gia_tri, 'o/' || o._row_key || '/gia_tri' AS noi
    FROM dot
   CROSS JOIN v_nam_so_lieu AS v ON v.dot = dot.id
    JOIN so_lieu AS s ON s.truong = dot.truong AND s.cap_hoc = v.cap_hoc
    JOIN so_lieu__o AS o ON o._record = s._id AND o.nam_hoc = v.nam_hoc AND o.gia_tri IS NOT NULL
),
tong AS MATERIALIZED (
  SELECT so.dot AS dot, so.nam AS nam, w.code AS tu, so.cap_hoc AS cap_hoc, so.gia_tri AS gia_tri
    FROM so
    JOIN tu_so_lieu AS w ON ' ' || w.tong || ' ' LIKE '% ' || so.dong || ' %'
   UNION ALL
  SELECT so.dot, so.nam, w.code, 'chung', sum(so.gia_tri)
    FROM so
    JOIN tu_so_lieu AS w ON ' ' || w.tong || ' ' LIKE '% ' || so.dong || ' %'
   GROUP BY so.dot, so.nam, w.code
),
van AS (
  SELECT dot.id AS dot, dot.nam AS nam, v.id AS id, v.noi AS noi, v.tu AS tu, v.cap_hoc AS cap_hoc, v.so AS chu,
         replace(replace(substr(v.so, instr(v.so, '/') + 1), '.', ''), '(', '') AS so
    FROM dot
   CROSS JOIN v_so_trong_van AS v ON v.dot = dot.id
),
lech AS (
  SELECT so.dot AS dot, 'so_lieu' AS form, so.bang_id AS id, so.noi AS field,
         trim(d.label, '- ') || ', năm học ' || so.ten_nam || ': ' || so.gia_tri || ' lớn hơn ' || trim(e.label, '- ') || ' ' || t.gia_tri AS cau,
         trim(d.label_en, '- ') || ', ' || so.ten_nam || ': ' || so.gia_tri || ' is above ' || trim(e.label_en, '- ') || ' ' || t.gia_tri AS cau_en
    FROM so
    JOIN dong_so_lieu AS d ON d.code = so.dong AND d.khong_qua IS NOT NULL
    JOIN so AS t ON t.dot = so.dot AND t.cap_hoc = so.cap_hoc AND t.nam_hoc = so.nam_hoc AND t.dong = d.khong_qua
    JOIN dong_so_lieu AS e ON e.code = t.dong
   WHERE so.gia_tri > t.gia_tri
   UNION ALL
  SELECT so.dot, 'so_lieu', so.bang_id, so.noi,
         trim(d.label, '- ') || ', năm học ' || so.ten_nam || ': có ' || so.gia_tri || ' lớp mà ' || t.gia_tri || ' người học',
         trim(d.label_en, '- ') || ', ' || so.ten_nam || ': ' || so.gia_tri || ' classes, and ' || t.gia_tri || ' learners'
    FROM so
    JOIN dong_so_lieu AS d ON d.code = so.dong AND d.ung_voi IS NOT NULL
    JOIN so AS t ON t.dot = so.dot AND t.cap_hoc = so.cap_hoc AND t.nam_hoc = so.nam_hoc AND t.dong = d.ung_voi
   WHERE (so.gia_tri > 0) <> (t.gia_tri > 0)
   UNION ALL
  SELECT so.dot, 'so_lieu', so.bang_id, so.noi, k.label || ': năm học ' || so.ten_nam || ' ghi ' || so.gia_tri || ' và ' || t.gia_tri,
         k.label_en || ': ' || so.ten_nam || ' has ' || so.gia_tri || ' and ' || t.gia_tri
    FROM so
    JOIN khop_so_lieu AS k ON k.trai = so.dong AND ' ' || k.cap_hoc || ' ' LIKE '% ' || so.cap_hoc || ' %'
    JOIN so AS t ON t.dot = so.dot AND t.cap_hoc = so.cap_hoc AND t.nam_hoc = so.nam_hoc AND t.dong = k.phai
   WHERE iif(k.phep = 'bang', so.gia_tri <> t.gia_tri, so.gia_tri > t.gia_tri)
   UNION ALL
  SELECT so.dot, 'so_lieu_doi_ngu', n._id, 'nguoi_lam/gv|tong/so_nguoi',
         'Bảng 3a ghi ' || g.so_nguoi || ' giáo viên, bảng 3b năm học ' || so.ten_nam || ' ghi ' || so.gia_tri,
         'Table 3a has ' || g.so_nguoi || ' teachers, table 3b ' || so.gia_tri || ' in ' || so.ten_nam
    FROM so
    JOIN dot ON dot.id = so.dot AND dot.nam = so.nam
    JOIN so_lieu_doi_ngu AS n ON n.dot = so.dot AND n.cap_hoc = so.cap_hoc
    JOIN so_lieu_doi_ngu__nguoi_lam AS g ON g._record = n._id AND g._row_key = 'gv|tong'
   WHERE so.dong = 'gv_tong' AND g.so_nguoi <> so.gia_tri
   UNION ALL
  SELECT so.dot, 'so_lieu', so.bang_id, 'diem/' || min(g._row_key) || '/so_diem',
         'Cộng các điểm trường: ' || trim(d.label, '- ') || ', năm học ' || so.ten_nam || ' được ' || sum(g.so_diem) || ', toàn trường ghi ' || so.gia_tri,
         'The sites together: ' || trim(d.label_en, '- ') || ', ' || so.ten_nam || ' give ' || sum(g.so_diem) || ', the whole school ' || so.gia_tri
    FROM so
    JOIN dong_so_lieu AS d ON d.code = so.dong AND d.theo_diem = 'co'
    JOIN so_lieu__diem AS g ON g._record = so.bang_id AND g.dong_goc = so.dong AND g.nam_diem = so.nam_hoc AND g.so_diem IS NOT NULL
   GROUP BY so.dot, so.bang_id, so.dong, so.nam_hoc
  HAVING sum(g.so_diem) > so.gia_tri
      OR (sum(g.so_diem) < so.gia_tri
          AND count(*) = (SELECT count(*) FROM ho_so_truong AS h JOIN ho_so_truong__diem_truong AS p ON p._record = h._id
                           WHERE h.truong = so.truong AND (p.dung_tu IS NULL OR p.dung_tu < (so.nam + 1) || '-06-01')
                             AND (p.dung_den IS NULL OR p.dung_den >= so.nam || '-08-01')))
   UNION ALL
  SELECT dot.id, 'phieu_tieu_chi', f._id, 'so_lieu/' || c.chi_so || '/gia_tri',
         'Phiếu ghi ' || p.gia_tri || ', chỉ số của năm học ghi ' || c.tu_so || iif(c.mau_so IS NULL, '', '/' || c.mau_so) || ': ' || c.ten_chi_so,
         'The sheet says ' || p.gia_tri || ', the metrics of the year ' || c.tu_so || iif(c.mau_so IS NULL, '', '/' || c.mau_so) || ': ' || c.ten_chi_so
    FROM dot
    JOIN phieu_tieu_chi AS f ON f.dot = dot.id
    JOIN so_lieu_chi_so AS n ON n.truong = dot.truong AND n.cap_hoc = f.cap_hoc AND n.nam_hoc = dot.nam || '-' || (dot.nam + 1)
    JOIN phieu_tieu_chi__so_lieu AS p ON p._record = f._id
    JOIN so_lieu_chi_so__cs AS c ON c._record = n._id AND c._row_key = p._row_key
   WHERE c.tu_so IS NOT NULL AND p.gia_tri <> c.tu_so || iif(c.mau_so IS NULL, '', '/' || c.mau_so)
   UNION ALL
  SELECT van.dot, 'phieu_tieu_chi', van.id, van.noi, 'Phiếu viết ' || van.chu || ' ' || w.label || ', bảng số liệu ghi ' || t.gia_tri,
         'The text says ' || van.chu || ' ' || w.label || ', the tables ' || t.gia_tri
    FROM van
    JOIN tu_so_lieu AS w ON w.code = van.tu
    JOIN tong AS t ON t.dot = van.dot AND t.tu = van.tu AND t.cap_hoc = van.cap_hoc AND t.nam = van.nam
   WHERE van.so <> '' AND van.so NOT GLOB '*[^0-9]*' AND abs(van.so - t.gia_tri) * 10 <= t.gia_tri
     AND NOT EXISTS (SELECT 1 FROM so WHERE so.dot = van.dot AND so.bang = w.bang AND so.gia_tri = van.so + 0)
     AND NOT EXISTS (SELECT 1 FROM tong AS k WHERE k.dot = van.dot AND k.tu = van.tu AND k.gia_tri = van.so + 0)
)
SELECT 'warning' AS severity, l.form AS form, l.id AS id, l.field AS field, l.cau AS message, l.cau_en AS message_en, dot.han_nop AS due, l.dot AS about
  FROM lech AS l
  JOIN dot ON dot.id = l.dot

-- Lines that a school with several sites counts at each of them, site by site, in the years of the table in which the site was used.
SELECT d.code || '-' || p.ma_diem || '-' || n.code AS khoa_diem, trim(d.label, '- ') || ', ' || p.ten_diem AS dong_diem,
       trim(d.label_en, '- ') || ', ' || p.ten_diem AS dong_diem_en, n.code AS nam_diem, d.code AS dong_goc, p.ma_diem AS diem_goc
  FROM ho_so_truong AS h
  JOIN ho_so_truong__diem_truong AS p ON p._record = h._id
  JOIN dong_so_lieu AS d ON d.theo_diem = 'co' AND d.bang = :bang AND ' ' || d.cap_hoc || ' ' LIKE '% ' || :cap_hoc || ' %'
  JOIN nien_khoa AS n ON n.nam >= :nam_dau AND n.valid_from <= today()
 WHERE h.truong = :truong AND (SELECT count(*) FROM ho_so_truong__diem_truong AS k WHERE k._record = h._id) > 1
   AND (p.dung_tu IS NULL OR p.dung_tu < (n.nam + 1) || '-06-01') AND (p.dung_den IS NULL OR p.dung_den >= n.valid_from)
 ORDER BY d.thu_tu, p._row, n.nam

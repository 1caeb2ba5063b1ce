-- Where the lines of a table cannot be compared with the year before: the way of counting changed, or the school merged or was split.
SELECT d.code AS dong, k.tu_nam AS nam, k.label AS noi_dung, k.label_en AS noi_dung_en
  FROM dong_so_lieu AS d
  JOIN doi_cach_tinh AS k ON ' ' || k.dong || ' ' LIKE '% ' || d.code || ' %'
 WHERE d.bang = :bang AND ' ' || d.cap_hoc || ' ' LIKE '% ' || :cap_hoc || ' %' AND k.tu_nam > :nam_dau
UNION ALL
SELECT d.code, b.nam, 'Năm học ' || b.nam || '-' || (b.nam + 1) || ' trường sáp nhập hoặc chia tách',
       'In ' || b.nam || '-' || (b.nam + 1) || ' the school merged or was split'
  FROM (SELECT DISTINCT substr(e.ngay, 1, 4) - (substr(e.ngay, 6, 2) < '08') AS nam
          FROM truong__bien_dong AS e
         WHERE e._record = :truong AND e.loai_bd IN ('sap_nhap_vao', 'nhan_sap_nhap', 'tach')) AS b
  JOIN dong_so_lieu AS d ON d.bang = :bang AND ' ' || d.cap_hoc || ' ' LIKE '% ' || :cap_hoc || ' %'
 WHERE b.nam > :nam_dau

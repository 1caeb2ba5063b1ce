-- The sites of a school that are in use.
SELECT p.ma_diem AS ma_diem, p.ten_diem AS ten_diem
  FROM ho_so_truong AS h
  JOIN ho_so_truong__diem_truong AS p ON p._record = h._id
 WHERE h.truong = :truong
 ORDER BY p._row

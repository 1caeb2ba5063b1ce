-- The days of a team's surveys. One row.
SELECT d.ngay_so_bo AS ngay_so_bo, d.tu_ngay AS tu_ngay, d.den_ngay AS den_ngay
  FROM doan_dgn AS d
 WHERE d._id = :doan

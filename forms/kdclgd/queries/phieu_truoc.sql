-- What the school wrote on this criterion in earlier periods, latest first.
WITH cu AS (
  SELECT f.*, c.ma_dot AS ma_dot_cu
    FROM dot_tdg AS d
    JOIN dot_tdg AS c ON c.truong = d.truong AND c.tu_ngay < d.tu_ngay
    JOIN phieu_tieu_chi AS f ON f.dot = c._id AND f.tieu_chi = :tieu_chi
   WHERE d._id = :dot
)
SELECT code, label
  FROM (SELECT ma_dot_cu, 1 AS thu, ma_dot_cu || ' · Mức 1' AS code, mo_ta_1 AS label FROM cu
         UNION ALL
        SELECT ma_dot_cu, 2, ma_dot_cu || ' · Mức 2', mo_ta_2 FROM cu
         UNION ALL
        SELECT ma_dot_cu, 3, ma_dot_cu || ' · Mức 3', mo_ta_3 FROM cu
         UNION ALL
        SELECT ma_dot_cu, 4, ma_dot_cu || ' · Mức 4', mo_ta_4 FROM cu
         UNION ALL
        SELECT ma_dot_cu, 5, ma_dot_cu || ' · Điểm mạnh', diem_manh FROM cu
         UNION ALL
        SELECT ma_dot_cu, 6, ma_dot_cu || ' · Điểm yếu', diem_yeu FROM cu)
 WHERE label IS NOT NULL
 ORDER BY ma_dot_cu DESC, thu

-- What the school wrote on this criterion in earlier periods, latest first.
WITH cu AS (
  SELECT f.*, c.ma_dot AS ma_dot_cu
    FROM dot_tdg AS d
    JOIN dot_tdg AS c ON c.truong = d.truong AND c.tu_ngay < d.tu_ngay
    JOIN phieu_tieu_chi AS f ON f.dot = c._id AND f.tieu_chi = :tieu_chi
   WHERE d._id = :dot
),
doan AS (
  SELECT ma_dot_cu, 1 AS thu, 'Mức 1' AS phan, 'Level 1' AS phan_en, mo_ta_1 AS viet FROM cu
   UNION ALL
  SELECT ma_dot_cu, 2, 'Mức 2', 'Level 2', mo_ta_2 FROM cu
   UNION ALL
  SELECT ma_dot_cu, 3, 'Mức 3', 'Level 3', mo_ta_3 FROM cu
   UNION ALL
  SELECT ma_dot_cu, 4, 'Mức 4', 'Level 4', mo_ta_4 FROM cu
   UNION ALL
  SELECT ma_dot_cu, 5, 'Điểm mạnh', 'Strengths', diem_manh FROM cu
   UNION ALL
  SELECT ma_dot_cu, 6, 'Điểm yếu', 'Weaknesses', diem_yeu FROM cu
)
SELECT ma_dot_cu AS "Đợt | Period", phan AS "Phần | Part", phan_en AS "Phần_en", viet AS "Nội dung | Text"
  FROM doan
 WHERE viet IS NOT NULL
 ORDER BY ma_dot_cu DESC, thu

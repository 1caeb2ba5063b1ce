-- The draft that the team sent, part by part.
SELECT x.phan AS "Phần | Part", x.phan_en AS "Phần_en", x.viet AS "Dự thảo báo cáo | Draft report"
  FROM (SELECT o.thu AS thu, 0 AS dong, o.phan AS phan, o.phan_en AS phan_en,
               CASE o.thu WHEN 0 THEN 'Mức ' || b.muc_doan WHEN 1 THEN b.nhan_xet WHEN 2 THEN b.diem_manh WHEN 3 THEN b.diem_yeu WHEN 4 THEN b.tinh_phu_hop
                          WHEN 5 THEN b.tinh_bao_quat ELSE b.tc_thieu_co_so END AS viet
          FROM bao_cao_dgn AS b
          JOIN (SELECT column1 AS thu, column2 AS phan, column3 AS phan_en
                  FROM (VALUES (0, 'Kết quả', 'Result'), (1, 'Nhận xét', 'Remarks'), (2, 'Điểm mạnh', 'Strengths'), (3, 'Điểm yếu', 'Weaknesses'),
                               (4, 'Phù hợp', 'Fit'), (5, 'Bao quát', 'Cover'), (6, 'Thiếu cơ sở', 'Grounds'))) AS o
         WHERE b.doan = :doan AND b._state <> 'du_thao'
         UNION ALL
        SELECT 7, k.so_kn, 'Kiến nghị ' || k.so_kn, 'Recommendation ' || k.so_kn, coalesce(t.short || ': ', '') || k.noi_dung_kn
          FROM bao_cao_dgn AS b
          JOIN bao_cao_dgn__kien_nghi AS k ON k._record = b._id
          LEFT JOIN tieu_chi AS t ON t.code = k.tieu_chi_kn
         WHERE b.doan = :doan AND b._state <> 'du_thao') AS x
 WHERE x.viet IS NOT NULL
 ORDER BY x.thu, x.dong

-- What the members of the team say of a criterion, by part.
SELECT x.phan AS "Phần | Part", x.phan_en AS "Phần_en", x.ten_nguoi AS "Người | Who", x.viet AS "Nội dung | Text"
  FROM (SELECT o.thu, o.phan, o.phan_en, v.ten_nguoi,
               CASE o.thu WHEN 0 THEN 'Mức ' || v.muc || coalesce(' (lần đầu ' || nullif(v.muc_dau, v.muc) || ')', '') || coalesce(' – ' || f.ly_do_chan, '')
                          WHEN 1 THEN f.diem_manh WHEN 2 THEN f.diem_yeu WHEN 3 THEN f.kien_nghi ELSE f.chua_ro END AS viet
          FROM v_phieu_dgn AS v
          JOIN phieu_dgn AS f ON f._id = v.phieu
          JOIN (SELECT column1 AS thu, column2 AS phan, column3 AS phan_en
                  FROM (VALUES (0, 'Mức', 'Level'), (1, 'Điểm mạnh', 'Strengths'), (2, 'Điểm yếu', 'Weaknesses'), (3, 'Kiến nghị', 'Recommendations'),
                               (4, 'Chưa rõ', 'Not clear'))) AS o
         WHERE v.doan = :doan AND v.cap_hoc = :cap_hoc AND v.tieu_chi = :tieu_chi) AS x
 WHERE x.viet IS NOT NULL
 ORDER BY x.thu, x.ten_nguoi

-- The texts of the school's sheet as it was handed in, with the level and what the school plans.
-- snapshot: dot_tdg :dot :lan_nop
WITH f AS (
  SELECT * FROM phieu_tieu_chi WHERE dot = :dot AND cap_hoc = :cap_hoc AND tieu_chi = :tieu_chi
)
SELECT phan AS "Phần | Part", phan_en AS "Phần_en", viet AS "Trường đã nộp | Handed in by the school"
  FROM (SELECT 0 AS thu, 0 AS dong, 'Mức' AS phan, 'Level' AS phan_en, f.muc_dat || coalesce(' – ' || f.ly_do_chan, '') || coalesce('. ' || f.ly_do_khac, '') AS viet FROM f
        UNION ALL SELECT 1, 0, 'Điểm mạnh', 'Strengths', f.diem_manh FROM f
        UNION ALL SELECT 2, 0, 'Điểm yếu', 'Weaknesses', f.diem_yeu FROM f
        UNION ALL SELECT 3, c._row, 'Cải tiến', 'Improvement', c.noi_dung_ct || coalesce('; ' || c.thoi_gian, '')
                    FROM f JOIN phieu_tieu_chi__cai_tien AS c ON c._record = f._id
        UNION ALL SELECT 4, 0, 'Mức 1', 'Level 1', f.mo_ta_1 FROM f
        UNION ALL SELECT 5, 0, 'Mức 2', 'Level 2', f.mo_ta_2 FROM f
        UNION ALL SELECT 6, 0, 'Mức 3', 'Level 3', f.mo_ta_3 FROM f
        UNION ALL SELECT 7, 0, 'Mức 4', 'Level 4', f.mo_ta_4 FROM f
        UNION ALL SELECT 8, b._row, b.muc || b.ky_hieu, b.muc || b.ky_hieu, b.hien_trang
                    FROM f JOIN phieu_tieu_chi__chi_bao AS b ON b._record = f._id) AS x
 WHERE viet IS NOT NULL
 ORDER BY thu, dong

-- The school's sheet as it was handed in, for whoever studies it: its level, each indicator with what was found and the evidence named
-- there, then the texts.
-- snapshot: dot_tdg :dot :lan_nop
WITH f AS (
  SELECT * FROM phieu_tieu_chi WHERE dot = :dot AND cap_hoc = :cap_hoc AND tieu_chi = :tieu_chi
)
SELECT phan AS "Phần | Part", phan_en AS "Phần_en", viet AS "Trường đã nộp | Handed in by the school"
  FROM (SELECT 0 AS thu, 0 AS dong, 'Mức' AS phan, 'Level' AS phan_en, f.muc_dat || coalesce(' – ' || f.ly_do_chan, '') AS viet FROM f
        UNION ALL
        SELECT 1, b._row, b.muc || b.ky_hieu, b.muc || b.ky_hieu,
               coalesce(k.label, '?') || coalesce(': ' || b.hien_trang, '') || coalesce(' [' || b.minh_chung || ']', '')
          FROM f
          JOIN phieu_tieu_chi__chi_bao AS b ON b._record = f._id
          LEFT JOIN ket_qua AS k ON k.code = b.ket_qua
        UNION ALL SELECT 2, 1, 'Mức 1', 'Level 1', f.mo_ta_1 FROM f
        UNION ALL SELECT 2, 2, 'Mức 2', 'Level 2', f.mo_ta_2 FROM f
        UNION ALL SELECT 2, 3, 'Mức 3', 'Level 3', f.mo_ta_3 FROM f
        UNION ALL SELECT 2, 4, 'Mức 4', 'Level 4', f.mo_ta_4 FROM f
        UNION ALL SELECT 3, 1, 'Điểm mạnh', 'Strengths', f.diem_manh FROM f
        UNION ALL SELECT 3, 2, 'Điểm yếu', 'Weaknesses', f.diem_yeu FROM f)
 WHERE viet IS NOT NULL
 ORDER BY thu, dong

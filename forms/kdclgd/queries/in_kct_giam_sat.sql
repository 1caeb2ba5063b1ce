-- How a plan of improvement was followed; without a row yet, the two times of the school year that are asked for.
SELECT g._row AS thu_tu, coalesce(g.thoi_diem_gs || char(10), '') || strftime('%d/%m/%Y', g.ngay_gs) AS luc, NULL AS luc_en, g.noi_dung_gs, g.ket_qua_gs, g.dieu_chinh, n.ho_ten
  FROM ke_hoach_cai_tien__giam_sat AS g LEFT JOIN nguoi AS n ON n._id = g.nguoi_gs
 WHERE g._record = :ke_hoach
UNION ALL
SELECT d.thu_tu, d.luc, d.luc_en, NULL, NULL, NULL, NULL
  FROM (SELECT 1 AS thu_tu, 'Cuối học kỳ I' AS luc, 'End of term I' AS luc_en UNION ALL SELECT 2, 'Cuối năm học', 'End of the year') AS d
 WHERE NOT EXISTS (SELECT 1 FROM ke_hoach_cai_tien__giam_sat AS g WHERE g._record = :ke_hoach)
 ORDER BY 1

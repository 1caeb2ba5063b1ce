-- The timetable of a plan.
SELECT 'Tuần ' || t.tuan || coalesce(char(10) || strftime('%d/%m/%Y', t.tu) || ' – ' || strftime('%d/%m/%Y', t.den), '') AS luc,
       'Week ' || t.tuan || coalesce(char(10) || strftime('%d/%m/%Y', t.tu) || ' – ' || strftime('%d/%m/%Y', t.den), '') AS luc_en,
       t.hoat_dong, n.ho_ten
  FROM ke_hoach_tdg__thoi_gian AS t LEFT JOIN nguoi AS n ON n._id = t.phu_trach_tg
 WHERE t._record = :ke_hoach ORDER BY t._row

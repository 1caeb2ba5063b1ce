-- What a team is for: the latest registration of the period that was accepted, the school's visit in a plan that was issued for the school
-- year asked for, and what the rule sets ask of a team. One row.
SELECT d.truong AS truong, g.muc_dich_dk AS muc_dich, l.it_nhat AS it_nhat, l.nhieu_nhat AS nhieu_nhat,
       'công văn ' || g.so_cv || ' ngày ' || strftime('%d/%m/%Y', g.ngay_cv) AS dang_ky,
       'letter ' || g.so_cv || ' of ' || strftime('%d/%m/%Y', g.ngay_cv) AS dang_ky_en,
       (SELECT 'kế hoạch ' || v.nam_hoc || '-' || (v.nam_hoc + 1) || ', tháng ' || v.thang || coalesce(', ' || v.doan_du_kien, '')
          FROM v_ke_hoach_dgn AS v WHERE v.truong = d.truong AND v.nam_hoc >= g.nam_hoc_dk AND v.den IS NULL ORDER BY v.nam_hoc LIMIT 1) AS ke_hoach,
       (SELECT 'plan ' || v.nam_hoc || '-' || (v.nam_hoc + 1) || ', month ' || v.thang || coalesce(', ' || v.doan_du_kien, '')
          FROM v_ke_hoach_dgn AS v WHERE v.truong = d.truong AND v.nam_hoc >= g.nam_hoc_dk AND v.den IS NULL ORDER BY v.nam_hoc LIMIT 1) AS ke_hoach_en,
       (SELECT group_concat(n.ly_do_nl, ' · ') FROM ngoai_le_doan AS n WHERE n.doan = :_id AND n._state = 'cho_phep') AS ngoai_le
  FROM dot_tdg AS d
  JOIN (SELECT max(v.it_nhat) AS it_nhat, min(v.nhieu_nhat) AS nhieu_nhat FROM v_luat_doan AS v WHERE v.dot = :dot) AS l
  LEFT JOIN dang_ky_dgn AS g ON g._id = (SELECT k._id FROM dang_ky_dgn AS k WHERE k.dot = d._id AND k._state = 'chap_nhan' ORDER BY k.lan_dk DESC LIMIT 1)
 WHERE d._id = :dot

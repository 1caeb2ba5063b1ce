-- Evaluators at work, and what speaks against each in the team of this period, as of the day of the decision; NULL: nothing. The same as
-- v_ly_do_doan says of a team that is stored.
SELECT x.nguoi AS nguoi, group_concat(x.ho_ten || ' ' || r.label, ' · ') AS ly_do, group_concat(x.ho_ten || ' ' || r.label_en, ' · ') AS ly_do_en
  FROM dot_tdg AS d
  JOIN v_luat_doan AS l ON l.dot = d._id
  JOIN chuyen_gia AS c ON c._state = 'hoat_dong'
  JOIN v_xet_doan AS x ON x.nguoi = c.nguoi AND x.truong = d.truong
  LEFT JOIN ly_do_doan AS r
    ON CASE r.code WHEN 'dang_lam' THEN x.dang_lam
                   WHEN 'tung_lam' THEN NOT x.dang_lam AND iif(l.chua_tung = 1, x.tung_lam IS NOT NULL, x.tung_lam >= :ngay_qd)
                   WHEN 'quan_ly' THEN l.khac_quan_ly = 1 AND x.quan_ly_tu <= coalesce(:den_ngay, '9999') AND x.quan_ly_den >= :ngay_qd
                   WHEN 'nam_nganh' THEN coalesce(substr(:ngay_qd, 1, 4) - x.vao_nganh < l.nam_nganh, l.nam_nganh IS NOT NULL)
                   WHEN 'tap_huan' THEN l.tap_huan = 1 AND x.da_tap_huan > :ngay_qd
                   WHEN 'cap_hoc' THEN l.dung_cap = 1 AND NOT x.cung_cap
                   ELSE 0 END
 WHERE d._id = :dot
 GROUP BY x.nguoi

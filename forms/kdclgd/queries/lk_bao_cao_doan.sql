-- The draft that a school replies to, with the day until when, and what the team answered to this point.
SELECT d.truong AS truong, (SELECT max(p.bo_tieu_chi) FROM dot_tdg__pham_vi AS p WHERE p._record = d._id) AS bo,
       add_workdays(b.ngay_gui_truong, m.cong) AS han, l.label AS tra_loi, l.label_en AS tra_loi_en, t.giai_thich AS giai_thich
  FROM doan_dgn AS g
  JOIN dot_tdg AS d ON d._id = g.dot
  LEFT JOIN moc_han AS m ON m.code = 'phan_hoi_dgn'
  LEFT JOIN bao_cao_dgn AS b ON b.doan = g._id AND b._state <> 'du_thao'
  LEFT JOIN tra_loi_phan_hoi AS t ON t.phan_hoi = :_id
  LEFT JOIN tra_loi_ph AS l ON l.code = t.tra_loi
 WHERE g._id = :doan
 ORDER BY b.lan_bc DESC
 LIMIT 1

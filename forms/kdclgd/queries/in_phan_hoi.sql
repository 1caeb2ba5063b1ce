-- What the school said of the draft and was sent, with the team's answer.
SELECT p.so_ph, t.short AS tieu_chi, p.trang, p.y_kien, p.de_nghi, l.label AS tra_loi, l.label_en AS tra_loi_en, a.giai_thich
  FROM phan_hoi AS p
  LEFT JOIN tieu_chi AS t ON t.code = p.tieu_chi_ph
  LEFT JOIN tra_loi_phan_hoi AS a ON a.phan_hoi = p._id
  LEFT JOIN tra_loi_ph AS l ON l.code = a.tra_loi
 WHERE p.doan = :doan AND p._state <> 'truong_viet'
 ORDER BY p.so_ph

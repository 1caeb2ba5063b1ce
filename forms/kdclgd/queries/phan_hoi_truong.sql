-- What the school said, the point that is answered.
SELECT t.short AS "Tiêu chí | Criterion", p.trang AS "Trang | Page", p.y_kien AS "Ý kiến của trường | What the school says", p.de_nghi AS "Đề nghị | It asks for"
  FROM phan_hoi AS p
  LEFT JOIN tieu_chi AS t ON t.code = p.tieu_chi_ph
 WHERE p._id = :phan_hoi

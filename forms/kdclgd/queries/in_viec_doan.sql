-- Who in a team has which criterion, and until when.
SELECT row_number() OVER (ORDER BY t.thu_tu) AS tt, t.short AS so_hieu, t.label AS ten, t.label_en AS ten_en, c.ho_ten AS nguoi_chinh, p.ho_ten AS nguoi_phu,
       strftime('%d/%m/%Y', v.han_dgn) AS han
  FROM phan_cong_dgn AS f
  JOIN phan_cong_dgn__viec_dgn AS v ON v._record = f._id
  JOIN tieu_chi AS t ON t.code = v.tieu_chi
  LEFT JOIN nguoi AS c ON c._id = v.nguoi_chinh
  LEFT JOIN nguoi AS p ON p._id = v.nguoi_phu
 WHERE f.doan = :doan
 ORDER BY t.thu_tu

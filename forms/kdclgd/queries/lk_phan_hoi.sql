-- What the school said of the draft and was sent, and how much of it has an answer. No row where it said nothing.
SELECT count(*) AS so, count(t._id) AS da_tra_loi
  FROM phan_hoi AS p
  LEFT JOIN tra_loi_phan_hoi AS t ON t.phan_hoi = p._id
 WHERE p.doan = :doan AND p._state <> 'truong_viet'
HAVING count(*) > 0

-- The consensus on each criterion of a visit, with the reason where it is not what the school found.
SELECT t.so_hieu, c.label AS ten, c.label_en AS ten_en, t.muc, f.ly_do_khac_truong
  FROM v_thong_nhat AS t
  JOIN tieu_chi AS c ON c.code = t.tieu_chi
  LEFT JOIN phieu_thong_nhat AS f ON f._id = t.phieu
 WHERE t.dot = :doan
 ORDER BY t.cap_hoc, t.thu_tu

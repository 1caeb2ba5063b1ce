-- title: Báo cáo tự đánh giá
-- title.en: Report of self-assessment
-- form: dot_tdg
SELECT h.dot, h.truong, h.nam, coalesce(h.co_quan, '') AS co_quan, h.ten_truong, h.hieu_truong, h.dia_chi, h.nam_hoc, h.chu_tich, coalesce('Mã dấu: ' || :_seal, '') AS dau,
       t.ten_truoc, t.nam_thanh_lap, t.so_qd_tl, l.label AS loai_hinh_ten, l.label_en AS loai_hinh_ten_en, g.dien_thoai, g.website, h.nam + 1 AS nam_sau
  FROM v_dau_dot AS h
  JOIN truong AS t ON t._id = h.truong
  LEFT JOIN loai_hinh AS l ON l.code = t.loai_hinh
  LEFT JOIN ho_so_truong AS g ON g.truong = t._id
 WHERE h.dot = :_id

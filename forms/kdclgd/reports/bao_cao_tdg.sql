-- title: Báo cáo tự đánh giá
-- title.en: Report of self-assessment
-- form: dot_tdg
SELECT d._id AS dot, t._id AS truong, d.nam_hoc AS nam,
       coalesce((SELECT u.ten FROM truong__quan_ly AS m JOIN don_vi AS u ON u._id = m.don_vi
                  WHERE m._record = t._id AND m.vai = 'quan_ly_truc_tiep' AND coalesce(m.tu, '') <= d.tu_ngay AND coalesce(m.den, '9999') >= d.tu_ngay
                  ORDER BY coalesce(m.tu, '') DESC LIMIT 1), '') AS co_quan,
       t.ten AS ten_truong, t.hieu_truong, t.dia_chi, d.nam_hoc || '-' || (d.nam_hoc + 1) AS nam_hoc,
       coalesce('Mã dấu: ' || :_seal, '') AS dau,
       coalesce((SELECT n.ho_ten FROM hoi_dong AS h JOIN hoi_dong__thanh_vien AS m ON m._record = h._id JOIN nguoi AS n ON n._id = m.nguoi
                  WHERE h.dot = d._id AND h._state = 'ban_hanh' AND m.vai = 'chu_tich' ORDER BY h.lan DESC LIMIT 1), t.hieu_truong) AS chu_tich,
       t.ten_truoc, t.nam_thanh_lap, t.so_qd_tl, l.label AS loai_hinh_ten, l.label_en AS loai_hinh_ten_en, h.dien_thoai, h.website,
       strftime('%d/%m/%Y', d.tu_ngay) AS tu_ngay, strftime('%d/%m/%Y', d.den_ngay) AS den_ngay, d.nam_hoc + 1 AS nam_sau
  FROM dot_tdg AS d
  JOIN truong AS t ON t._id = d.truong
  LEFT JOIN loai_hinh AS l ON l.code = t.loai_hinh
  LEFT JOIN ho_so_truong AS h ON h.truong = t._id
 WHERE d._id = :_id

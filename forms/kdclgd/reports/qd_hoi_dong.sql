-- title: Quyết định thành lập hội đồng tự đánh giá
-- title.en: Decision on the council
-- form: hoi_dong
SELECT h._id AS hoi_dong, d._id AS dot, t._id AS truong, h.so_qd, h.nguoi_ky,
       coalesce((SELECT u.ten FROM truong__quan_ly AS m JOIN don_vi AS u ON u._id = m.don_vi
                  WHERE m._record = t._id AND m.vai = 'quan_ly_truc_tiep' AND coalesce(m.tu, '') <= d.tu_ngay AND coalesce(m.den, '9999') >= d.tu_ngay
                  ORDER BY coalesce(m.tu, '') DESC LIMIT 1), '') AS co_quan,
       t.ten AS ten_truong, t.hieu_truong, t.dia_chi, d.nam_hoc || '-' || (d.nam_hoc + 1) AS nam_hoc,
       coalesce('Mã dấu: ' || :_seal, '') AS dau,
       strftime('ngày %d tháng %m năm %Y', h.ngay_qd) AS ngay, coalesce(v.label, 'quy định về kiểm định chất lượng giáo dục') AS van_ban
  FROM hoi_dong AS h
  JOIN dot_tdg AS d ON d._id = h.dot
  JOIN truong AS t ON t._id = d.truong
  LEFT JOIN van_ban AS v ON v.code = d.van_ban
 WHERE h._id = :_id

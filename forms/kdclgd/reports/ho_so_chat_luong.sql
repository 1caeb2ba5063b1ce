-- title: Hồ sơ chất lượng
-- title.en: A school's quality on one page
-- form: truong
-- roles: thu_ky, chu_tich, nhom, truong_doc, can_bo, lanh_dao_so, can_bo_trung_gian
-- Of the latest period that was handed in: what is still being written is nobody's business yet.
SELECT t._id AS truong, v.chuc_danh, coalesce((SELECT q.ten FROM v_co_quan AS q WHERE q.truong = t._id AND :today BETWEEN q.tu AND q.den ORDER BY q.tu DESC LIMIT 1), '') AS co_quan, t.ten AS ten_truong, coalesce(t.dia_chi, '…') AS dia_chi, h.label AS loai_hinh, t.nam_thanh_lap, d._id AS dot,
       coalesce((SELECT group_concat(k.label, ', ') FROM cap_hoc AS k WHERE ' ' || t.cap_hoc || ' ' LIKE '% ' || k.code || ' %'), '…') AS cap_hoc_ten,
       iif(d._id IS NULL, 'Chưa có đợt tự đánh giá nào được nộp.',
           'Kết quả tự đánh giá năm học ' || d.nam_hoc || '-' || (d.nam_hoc + 1) || ': '
             || CASE l.muc_ket_luan WHEN 0 THEN 'không đạt Mức 1' ELSE coalesce('đạt Mức ' || l.muc_ket_luan, 'chưa kết luận') END) AS ket_qua,
       coalesce((SELECT group_concat(DISTINCT b.label) FROM dot_tdg__pham_vi AS p JOIN bo_tieu_chi AS b ON b.code = p.bo_tieu_chi WHERE p._record = d._id), '') AS bo,
       coalesce(s.hieu_truong, t.hieu_truong, '…') AS hieu_truong, coalesce(s.dien_thoai, t.dien_thoai, '…') AS dien_thoai, coalesce(s.thu_dien_tu, '…') AS thu_dien_tu,
       coalesce(s.website, '…') AS website, strftime('%d/%m/%Y', :today) AS ngay
  FROM truong AS t
  JOIN v_dau_truong AS v ON v.truong = t._id
  JOIN loai_hinh AS h ON h.code = t.loai_hinh
  LEFT JOIN ho_so_truong AS s ON s.truong = t._id
  LEFT JOIN dot_tdg AS d ON d._id = (SELECT x._id FROM dot_tdg AS x WHERE x.truong = t._id AND x._state IN ('da_nop', 'tiep_nhan', 'cong_bo', 'khoa')
                                      ORDER BY x.tu_ngay DESC, x.ma_dot DESC LIMIT 1)
  LEFT JOIN ket_luan_truong AS l ON l.dot = d._id AND l._state = 'xong'
 WHERE t._id = :_id

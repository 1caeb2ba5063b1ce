-- title: Toàn cảnh của trường
-- title.en: A school at a glance
-- form: truong
-- roles: thu_ky, chu_tich, nhom, truong_doc, can_bo, lanh_dao_so, can_bo_trung_gian
SELECT t._id AS truong, t.ma_truong, t.ten, t.dia_chi, h.label AS loai_hinh, h.label_en AS loai_hinh_en, d._id AS dot, coalesce(d.ma_dot, '–') AS ma_dot,
       coalesce((SELECT group_concat(DISTINCT b.short) FROM dot_tdg__pham_vi AS p JOIN bo_tieu_chi AS b ON b.code = p.bo_tieu_chi WHERE p._record = d._id), '–') AS bo,
       coalesce(strftime('%d/%m/%Y', d.han_nop), '–') AS han_nop, strftime('%d/%m/%Y', :today) AS ngay, :person AS nguoi
  FROM truong AS t
  JOIN loai_hinh AS h ON h.code = t.loai_hinh
  LEFT JOIN dot_tdg AS d ON d._id = (SELECT x._id FROM dot_tdg AS x WHERE x.truong = t._id ORDER BY x.tu_ngay DESC, x.ma_dot DESC LIMIT 1)
 WHERE t._id = :_id

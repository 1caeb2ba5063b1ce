-- title: Toàn cảnh kiểm định chất lượng giáo dục
-- title.en: Accreditation at a glance
-- roles: can_bo, lanh_dao_so, can_bo_trung_gian
-- A page of all schools that whoever asks may see. It counts schools; it names none and ranks none.
SELECT count(*) AS so_truong, count(iif(t.loai_hinh = 'cong_lap', 1, NULL)) AS cong_lap,
       count(DISTINCT (SELECT min(q.don_vi) FROM v_co_quan AS q WHERE q.truong = t._id AND :today BETWEEN q.tu AND q.den)) AS so_don_vi,
       strftime('%d/%m/%Y', :today) AS ngay, (SELECT n.short FROM nien_khoa AS n WHERE n.valid_from <= :today ORDER BY n.valid_from DESC LIMIT 1) AS nam_hoc,
       :person AS nguoi, NULL AS truong
  FROM truong AS t
  JOIN v_truong_dong AS m ON m.truong = t._id AND coalesce(m.dong_tu, '9999') > :today

-- A sheet of a period under way is not yet written.  Its reason begins with the first indicator to be assessed ("Chưa đánh giá: 1b, 2*"),
-- whose code is the criterion's with that behind it.  Whoever has been given criteria in this period sees those, with the day they are
-- due, and what nobody has been given; who has none, such as the secretary, sees all.
WITH cua AS MATERIALIZED (
  SELECT v.tieu_chi_viec AS tieu_chi, v.han AS han, g.ho_ten AS ten, g.tai_khoan IS :person AS la_minh
    FROM phan_cong AS c
    JOIN phan_cong__viec AS v ON v._record = c._id AND v.tieu_chi_viec IS NOT NULL
    LEFT JOIN nguoi AS g ON g._id = v.nguoi_chinh
   WHERE c.dot = :dot_tdg
)
SELECT 'todo' AS severity, 'phieu_tieu_chi' AS form, f._id AS id,
       iif(f.muc_tinh IS NULL, 'chi_bao/' || f.tieu_chi || '-' || rtrim(substr(f.ly_do_chan, 16, 2), '*') || '/ket_qua', 'muc_dat') AS field,
       'Phiếu ' || t.short || ': ' || CASE WHEN f._state = 'sua_lai' THEN 'cần sửa lại'
                                           WHEN f.muc_tinh IS NULL THEN 'chưa' || substr(f.ly_do_chan, 5)
                                           ELSE 'đang viết' END || coalesce(' – ' || cua.ten, '') AS message,
       'Sheet ' || t.short || ': ' || CASE WHEN f._state = 'sua_lai' THEN 'to be corrected'
                                           WHEN f.muc_tinh IS NULL THEN 'not yet assessed' || substr(f.ly_do_chan, 14)
                                           ELSE 'being written' END || coalesce(' – ' || cua.ten, '') AS message_en,
       coalesce(cua.han, d.han_nop) AS due
  FROM dot_tdg AS d
 CROSS JOIN phieu_tieu_chi AS f ON f.dot = d._id
  JOIN tieu_chi AS t ON t.code = f.tieu_chi
  LEFT JOIN cua ON cua.tieu_chi = f.tieu_chi
 WHERE d._id IN (SELECT :dot_tdg UNION ALL SELECT a._id FROM dot_tdg AS a WHERE :dot_tdg IS NULL AND a.truong = :truong)
   AND f._state IN ('dang_viet', 'sua_lai') AND d._state IN ('thu_thap', 'viet', 'hop_duyet', 'tra_lai', 'rut')
   AND (cua.la_minh = 1 OR cua.tieu_chi IS NULL OR NOT EXISTS (SELECT 1 FROM cua AS m WHERE m.la_minh = 1))

-- A sheet of a period under way is not yet written.  Its reason begins with the first indicator to be assessed ("Chưa đánh giá: 1b, 2*"),
-- whose code is the criterion's with that behind it.
SELECT 'todo' AS severity, 'phieu_tieu_chi' AS form, f._id AS id,
       iif(f.muc_tinh IS NULL, 'chi_bao/' || f.tieu_chi || '-' || rtrim(substr(f.ly_do_chan, 16, 2), '*') || '/ket_qua', 'muc_dat') AS field,
       'Phiếu ' || t.short || ': ' || CASE WHEN f._state = 'sua_lai' THEN 'cần sửa lại'
                                           WHEN f.muc_tinh IS NULL THEN 'chưa' || substr(f.ly_do_chan, 5)
                                           ELSE 'đang viết' END AS message,
       'Sheet ' || t.short || ': ' || CASE WHEN f._state = 'sua_lai' THEN 'to be corrected'
                                           WHEN f.muc_tinh IS NULL THEN 'not yet assessed' || substr(f.ly_do_chan, 14)
                                           ELSE 'being written' END AS message_en,
       d.han_nop AS due
  FROM phieu_tieu_chi AS f
  JOIN dot_tdg AS d ON d._id = f.dot
  JOIN tieu_chi AS t ON t.code = f.tieu_chi
 WHERE d.truong = :truong AND d._id = coalesce(:dot_tdg, d._id)
   AND f._state IN ('dang_viet', 'sua_lai') AND d._state IN ('thu_thap', 'viet', 'hop_duyet', 'tra_lai', 'rut')

-- A sheet of a period under way is not yet written.
SELECT 'todo' AS severity, 'phieu_tieu_chi' AS form, f._id AS id,
       iif(substr(f.ly_do_chan, 1, 4) = 'Chưa', 'chi_bao', 'muc_dat') AS field,
       'Phiếu ' || t.short || ': ' || CASE WHEN f._state = 'sua_lai' THEN 'cần sửa lại'
                                           WHEN substr(f.ly_do_chan, 1, 4) = 'Chưa' THEN 'chưa' || substr(f.ly_do_chan, 5)
                                           ELSE 'đang viết' END AS message,
       'Sheet ' || t.short || ' is not finished' AS message_en,
       d.han_nop AS due
  FROM phieu_tieu_chi AS f
  JOIN dot_tdg AS d ON d._id = f.dot
  JOIN tieu_chi AS t ON t.code = f.tieu_chi
 WHERE d.truong = :truong AND d._id = coalesce(:dot_tdg, d._id)
   AND f._state IN ('dang_viet', 'sua_lai') AND d._state IN ('thu_thap', 'viet', 'hop_duyet', 'tra_lai', 'rut')

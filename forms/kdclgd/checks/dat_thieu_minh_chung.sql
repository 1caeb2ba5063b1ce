-- An indicator is found met without evidence: one line per sheet.
SELECT 'warning' AS severity, 'phieu_tieu_chi' AS form, f._id AS id, 'chi_bao/' || min(c._row_key) || '/minh_chung' AS field,
       'Phiếu ' || t.short || ': ' || count(*) || ' chỉ báo đạt chưa ghi minh chứng' AS message,
       'Sheet ' || t.short || ': ' || count(*) || ' indicators met without evidence' AS message_en,
       d.han_nop AS due
  FROM phieu_tieu_chi AS f
  JOIN phieu_tieu_chi__chi_bao AS c ON c._record = f._id AND c.ket_qua = 'dat' AND c.minh_chung IS NULL
  JOIN dot_tdg AS d ON d._id = f.dot
  JOIN tieu_chi AS t ON t.code = f.tieu_chi
 WHERE d._id = coalesce(:dot_tdg, d._id) AND d.truong = coalesce(:truong, d.truong)
   AND d._state IN ('viet', 'hop_duyet', 'tra_lai', 'rut')
 GROUP BY f._id

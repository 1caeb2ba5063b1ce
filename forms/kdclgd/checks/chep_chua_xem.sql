-- Sheets that were copied from an earlier period and look as if nobody had gone through them: the first text is still the old one or, where
-- texts stand in the rows (circular 57/2026), nothing was saved since.  (Whether any text was edited is told at the move: chep_chua_sua.sql.)
SELECT 'todo' AS severity, 'phieu_tieu_chi' AS form, f._id AS id, 'mo_ta_1' AS field,
       'Phiếu ' || t.short || ': chép từ đợt trước, chưa viết lại' AS message,
       'Sheet ' || t.short || ': copied from an earlier period, not written anew' AS message_en, d.han_nop AS due
  FROM dot_tdg AS d
  JOIN phieu_tieu_chi AS f ON f.dot = d._id
  JOIN phieu_tieu_chi AS g ON g._id = f.chep_tu
  JOIN tieu_chi AS t ON t.code = f.tieu_chi
 WHERE d._id = :dot_tdg AND (f.mo_ta_1 = g.mo_ta_1 OR (f.mo_ta_1 IS NULL AND f._changed_at = f._created_at))
   AND d._state IN ('chuan_bi', 'thu_thap', 'viet', 'hop_duyet', 'tra_lai', 'rut')

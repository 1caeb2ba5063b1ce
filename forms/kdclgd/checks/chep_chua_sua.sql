-- Texts that were copied from an earlier period and never edited: a warning when they are handed in.
SELECT 'warning' AS severity, 'phieu_tieu_chi' AS form, c.phieu AS id, 'mo_ta_1' AS field,
       'Phiếu ' || t.short || ': lời văn còn nguyên như đợt ' || g.ma_dot AS message,
       'Sheet ' || t.short || ': its texts are still those of period ' || g.ma_dot AS message_en, d.han_nop AS due
  FROM dot_tdg AS d
  JOIN v_chep AS c ON c.dot = d._id
  JOIN tieu_chi AS t ON t.code = c.tieu_chi
  JOIN phieu_tieu_chi AS f ON f._id = c.chep_tu
  JOIN dot_tdg AS g ON g._id = f.dot
 WHERE d._id IN (SELECT :dot_tdg UNION ALL SELECT a._id FROM dot_tdg AS a WHERE :dot_tdg IS NULL)
   AND (:truong IS NULL OR d.truong = :truong)
   AND d._state IN ('chuan_bi', 'thu_thap', 'viet', 'hop_duyet', 'tra_lai', 'rut')

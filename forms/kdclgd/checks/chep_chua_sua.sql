-- Texts that were copied from an earlier period and never edited: to do while they are written, and a warning when they are handed in.
WITH con AS (
  SELECT c.phieu AS phieu, t.short AS so, d.han_nop AS han, g.ma_dot AS tu_dot
    FROM dot_tdg AS d
    JOIN v_chep AS c ON c.dot = d._id
    JOIN tieu_chi AS t ON t.code = c.tieu_chi
    JOIN phieu_tieu_chi AS f ON f._id = c.chep_tu
    JOIN dot_tdg AS g ON g._id = f.dot
   WHERE d._id IN (SELECT :dot_tdg UNION ALL SELECT a._id FROM dot_tdg AS a WHERE :dot_tdg IS NULL)
     AND (:truong IS NULL OR d.truong = :truong)
     AND d._state IN ('chuan_bi', 'thu_thap', 'viet', 'hop_duyet', 'tra_lai', 'rut')
)
SELECT 'todo' AS severity, 'phieu_tieu_chi' AS form, phieu AS id, 'mo_ta_1' AS field,
       'Phiếu ' || so || ': lời văn còn nguyên như đợt ' || tu_dot AS message,
       'Sheet ' || so || ': its texts are still those of period ' || tu_dot AS message_en, han AS due
  FROM con
UNION ALL
SELECT 'warning', 'phieu_tieu_chi', phieu, 'mo_ta_1', 'Phiếu ' || so || ': lời văn còn nguyên như đợt ' || tu_dot,
       'Sheet ' || so || ': its texts are still those of period ' || tu_dot, han
  FROM con

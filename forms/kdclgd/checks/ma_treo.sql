-- A code that is cited and that no item of evidence has in this period; asked once the school has begun its register of the period.
WITH dot AS MATERIALIZED (
  SELECT k._id AS id, k.han_nop AS han_nop FROM dot_tdg AS k
   WHERE k._id IN (SELECT :dot_tdg UNION ALL SELECT a._id FROM dot_tdg AS a WHERE :dot_tdg IS NULL)
     AND (:truong IS NULL OR k.truong = :truong)
     AND k._state IN ('thu_thap', 'viet', 'hop_duyet', 'tra_lai', 'rut')
     AND EXISTS (SELECT 1 FROM minh_chung__ma AS m WHERE m.dot_mc = k._id)
)
SELECT DISTINCT 'warning' AS severity, t.bieu AS form, t.ban_ghi AS id, t.noi AS field,
       'Mã ' || t.ma || ' không có trong danh mục minh chứng của đợt' AS message,
       'Code ' || t.ma || ' is not in the register of evidence of this period' AS message_en,
       dot.han_nop AS due
  FROM dot
 CROSS JOIN v_trich_dan AS t ON t.dot = dot.id
 WHERE NOT EXISTS (SELECT 1 FROM minh_chung__ma AS m WHERE m.dot_mc = t.dot AND m.ma_mc = t.ma)

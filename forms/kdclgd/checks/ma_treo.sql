-- A code that is cited and that no item of evidence has in this period; asked once the school has begun its register of the period.
SELECT 'warning' AS severity, 'phieu_tieu_chi' AS form, t.phieu AS id, t.noi AS field,
       'Mã ' || t.ma || ' không có trong danh mục minh chứng của đợt' AS message,
       'Code ' || t.ma || ' is not in the register of evidence of this period' AS message_en,
       d.han_nop AS due
  FROM v_trich_dan AS t
  JOIN dot_tdg AS d ON d._id = t.dot
 WHERE d._id = coalesce(:dot_tdg, d._id) AND d.truong = coalesce(:truong, d.truong)
   AND d._state IN ('thu_thap', 'viet', 'hop_duyet', 'tra_lai', 'rut')
   AND EXISTS (SELECT 1 FROM minh_chung__ma AS m WHERE m.dot_mc = t.dot)
   AND t.ma NOT IN (SELECT m.ma_mc FROM minh_chung__ma AS m WHERE m.dot_mc = t.dot)

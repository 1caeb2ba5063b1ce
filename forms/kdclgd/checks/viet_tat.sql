-- An abbreviation (two capital letters and more, no digits, no Roman number) that the report uses and its list does not have: one line
-- each; it leads to the list or, while there is none, to where it is used.  Then an abbreviation of the list that the report does not use.
WITH dot AS MATERIALIZED (
  SELECT k._id AS id, k.han_nop AS han_nop, (SELECT x._id FROM viet_tat AS x WHERE x.dot = k._id) AS bang FROM dot_tdg AS k
   WHERE k._id IN (SELECT :dot_tdg UNION ALL SELECT a._id FROM dot_tdg AS a WHERE :dot_tdg IS NULL)
     AND (:truong IS NULL OR k.truong = :truong) AND k._state IN ('viet', 'hop_duyet', 'tra_lai', 'rut')
),
viet (dot, bieu, ban_ghi, noi, viet) AS MATERIALIZED (
  SELECT dot.id, 'phieu_tieu_chi', v.phieu, v.noi, v.viet
    FROM dot
   CROSS JOIN v_viet AS v ON v.dot = dot.id
   UNION ALL
  SELECT dot.id, 'tong_quan', q._id, o.column1,
         CASE o.column1 WHEN 'tinh_hinh_tq' THEN q.tinh_hinh_tq WHEN 'thuan_loi' THEN q.thuan_loi WHEN 'kho_khan' THEN q.kho_khan ELSE q.qua_trinh_tq END
    FROM dot
    JOIN tong_quan AS q ON q.dot = dot.id
    JOIN (VALUES ('tinh_hinh_tq'), ('thuan_loi'), ('kho_khan'), ('qua_trinh_tq')) AS o
   UNION ALL
  SELECT dot.id, 'ket_luan_tieu_chuan', q._id, 'diem_manh',
         coalesce(q.mo_dau, '') || ' ' || coalesce(q.diem_manh, '') || ' ' || coalesce(q.diem_yeu, '') || ' ' || coalesce(q.han_che, '') || ' '
           || coalesce(q.nguyen_nhan, '') || ' ' || coalesce(q.xu_huong, '') || ' ' || coalesce(q.uu_tien, '') || ' ' || coalesce(q.ket_luan, '')
    FROM dot
    JOIN ket_luan_tieu_chuan AS q ON q.dot = dot.id
   UNION ALL
  SELECT dot.id, 'ket_luan_truong', q._id, 'khai_quat',
         coalesce(q.khai_quat, '') || ' ' || coalesce(q.kien_nghi_so, '') || ' ' || coalesce(q.kien_nghi_xa, '') || ' ' || coalesce(q.kien_nghi_khac, '')
    FROM dot
    JOIN ket_luan_truong AS q ON q.dot = dot.id
),
tu AS (
  SELECT v.dot AS dot, v.bieu AS bieu, v.ban_ghi AS ban_ghi, v.noi AS noi, trim(t.value, '.,;:()[]“”!?…-') AS tu
    FROM viet AS v
    JOIN json_each('["' || replace(replace(replace(replace(replace(replace(v.viet, '"', ' '), '\', ' '), char(9), ' '), char(13), ' '), char(10), ' '),
                                   ' ', '","') || '"]') AS t
   WHERE t.value GLOB '*[A-ZĐ][A-ZĐ]*'
)
SELECT 'warning' AS severity, iif(dot.bang IS NULL, tu.bieu, 'viet_tat') AS form, coalesce(dot.bang, tu.ban_ghi) AS id,
       iif(dot.bang IS NULL, tu.noi, 'tu_vt') AS field,
       'Chưa có trong bảng từ viết tắt: ' || tu.tu || ' (' || count(*) || ' lần)' AS message,
       'Not in the list of abbreviations: ' || tu.tu || ' (' || count(*) || ' ×)' AS message_en,
       dot.han_nop AS due
  FROM tu
  JOIN dot ON dot.id = tu.dot
 WHERE tu.tu GLOB '[A-ZĐ][A-ZĐ]*' AND tu.tu NOT GLOB '*[^A-ZĐƠƯĂÂÊÔ&-]*' AND tu.tu GLOB '*[^IVX]*'
   AND NOT EXISTS (SELECT 1 FROM viet_tat__tu_vt AS w WHERE w._record = dot.bang AND w.viet_tat = tu.tu)
 GROUP BY tu.dot, tu.tu
UNION ALL
SELECT 'warning' AS severity, 'viet_tat' AS form, dot.bang AS id, 'tu_vt/' || w._row_key || '/viet_tat' AS field,
       'Báo cáo không dùng từ viết tắt ' || w.viet_tat AS message, 'The report does not use the abbreviation ' || w.viet_tat AS message_en,
       dot.han_nop AS due
  FROM dot
  JOIN viet_tat__tu_vt AS w ON w._record = dot.bang
 WHERE NOT EXISTS (SELECT 1 FROM viet AS v WHERE v.dot = dot.id AND instr(v.viet, w.viet_tat) > 0)

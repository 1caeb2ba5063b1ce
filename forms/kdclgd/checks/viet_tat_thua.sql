-- An abbreviation of the list that the report does not use.
WITH dot AS MATERIALIZED (
  SELECT k._id AS id, k.han_nop AS han_nop, (SELECT x._id FROM viet_tat AS x WHERE x.dot = k._id) AS bang FROM dot_tdg AS k
   WHERE k._id IN (SELECT :dot_tdg UNION ALL SELECT a._id FROM dot_tdg AS a WHERE :dot_tdg IS NULL)
     AND (:truong IS NULL OR k.truong = :truong) AND k._state IN ('viet', 'hop_duyet', 'tra_lai', 'rut')
),
viet (dot, bieu, ban_ghi, noi, viet) AS (
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
)
SELECT 'warning' AS severity, 'viet_tat' AS form, dot.bang AS id, 'tu_vt/' || w._row_key || '/viet_tat' AS field,
       'Báo cáo không dùng từ viết tắt ' || w.viet_tat AS message, 'The report does not use the abbreviation ' || w.viet_tat AS message_en,
       dot.han_nop AS due
  FROM dot
  JOIN viet_tat__tu_vt AS w ON w._record = dot.bang
 WHERE NOT EXISTS (SELECT 1 FROM viet AS v WHERE v.dot = dot.id AND instr(v.viet, w.viet_tat) > 0)

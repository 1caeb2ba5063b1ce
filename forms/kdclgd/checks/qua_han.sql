-- What is late, or due within the days of notice that the list moc_han gives, of the school that is worked for.
WITH n AS MATERIALIZED (
  SELECT * FROM v_nguon_han WHERE truong = :truong AND (dot IS NULL OR dot = coalesce(:dot_tdg, dot)) AND xong = 0
), h AS (
  SELECT n.*, m.label AS viec, m.label_en AS viec_en, m.nhac_truoc AS nhac_truoc,
         CASE m.don_vi WHEN 'ngay_lam_viec' THEN add_workdays(n.ngay, m.cong) WHEN 'thang' THEN add_months(n.ngay, m.cong)
                       WHEN 'nam' THEN add_months(n.ngay, 12 * m.cong) ELSE date(n.ngay, m.cong || ' days') END AS han
    FROM n
    JOIN moc_han AS m ON m.tu_truong = n.tu_truong AND m._retired = 0
     AND (m.ap_dung IS NULL OR instr(' ' || m.ap_dung || ' ', ' ' || n.van_ban || ' ') > 0)
)
SELECT 'todo' AS severity, form, id, o AS field,
       iif(han < :today, 'Quá hạn: ', 'Sắp đến hạn: ') || viec || ' (' || chi_tiet || ')' AS message,
       iif(han < :today, 'Late: ', 'Due: ') || viec_en || ' (' || chi_tiet_en || ')' AS message_en, han AS due
  FROM h
 WHERE han <= date(:today, nhac_truoc || ' days') AND (dot IS NULL OR han >= date(:today, '-1 year'))

-- A description says something without naming evidence.  A code stands for all that comes before it in its paragraph, so what is told
-- is what comes behind the last one: a paragraph without any, or its end.  Codes beside the text, in the indicator's own column, stand
-- for the whole text.  Fewer than fifteen letters are no statement.
WITH dot AS MATERIALIZED (
  SELECT k._id AS id, k.han_nop AS han_nop FROM dot_tdg AS k
   WHERE k._id IN (SELECT :dot_tdg UNION ALL SELECT a._id FROM dot_tdg AS a WHERE :dot_tdg IS NULL)
     AND (:truong IS NULL OR k.truong = :truong) AND k._state IN ('viet', 'hop_duyet', 'tra_lai', 'rut')
),
doan AS (
  SELECT dot.han_nop AS han_nop, v.phieu AS phieu, v.tieu_chi AS tieu_chi, v.noi AS noi,
         (SELECT trim(iif(s.value GLOB 'H[0-9]*-*' OR s.value GLOB 'MC.[0-9]*' OR s.value GLOB '[0-9]*.[0-9]*-[0-9]*',
                          substr(s.value, 1 + instr(replace(s.value, ')', ']'), ']')), s.value), ' .,;:')
            FROM json_each('["' || replace(replace(p.value, '(MC.', '[MC.'), '[', '","') || '"]') AS s
           ORDER BY s.key DESC LIMIT 1) AS con
    FROM dot
   CROSS JOIN v_viet AS v ON v.dot = dot.id AND v.mo_ta = 1 AND v.minh_chung IS NULL
    JOIN json_each('["' || replace(replace(replace(replace(replace(v.viet, '"', ' '), '\', ' '), char(9), ' '), char(13), ' '), char(10), '","')
                   || '"]') AS p
)
SELECT 'warning' AS severity, 'phieu_tieu_chi' AS form, d.phieu AS id, d.noi AS field,
       'Phiếu ' || t.short || ': chưa dẫn minh chứng cho “' || substr(min(d.con), 1, 50) || iif(length(min(d.con)) > 50, '…', '') || '”'
         || iif(count(*) > 1, ' và ' || (count(*) - 1) || ' đoạn nữa', '') AS message,
       'Sheet ' || t.short || ': no evidence for “' || substr(min(d.con), 1, 50) || iif(length(min(d.con)) > 50, '…', '') || '”'
         || iif(count(*) > 1, ' and ' || (count(*) - 1) || ' more', '') AS message_en,
       d.han_nop AS due
  FROM doan AS d
  JOIN tieu_chi AS t ON t.code = d.tieu_chi
 WHERE length(d.con) >= 15
 GROUP BY d.phieu, d.noi

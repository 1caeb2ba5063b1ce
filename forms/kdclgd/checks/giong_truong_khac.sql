-- Borrowed text: a paragraph of a report that was handed in is, but for the school's name, letter for letter what another school wrote on
-- the same criterion.  For the department, which alone sees all schools.  Only what waits to be looked at is compared, and paragraphs
-- shorter than 120 letters are not; the texts of the same criteria are read once and met by their letters.
-- scope: all can_bo, lanh_dao_so
WITH dot AS MATERIALIZED (
  SELECT k._id AS id, k.truong AS truong, t.ten AS ten FROM dot_tdg AS k
    JOIN truong AS t ON t._id = k.truong
   WHERE k._id IN (SELECT :dot_tdg UNION ALL SELECT a._id FROM dot_tdg AS a WHERE :dot_tdg IS NULL)
     AND (:truong IS NULL OR k.truong = :truong) AND k._state IN ('da_nop', 'tiep_nhan')
),
doan AS MATERIALIZED (
  SELECT dot.truong AS truong, v.phieu AS phieu, v.tieu_chi AS tieu_chi, v.noi AS noi, lower(replace(replace(p.value, dot.ten, ''), ' ', '')) AS chu
    FROM dot
   CROSS JOIN v_viet AS v ON v.dot = dot.id
    JOIN json_each('["' || replace(replace(replace(replace(replace(v.viet, '"', ''''), '\', '/'), char(9), ' '), char(13), ' '), char(10), '","')
                   || '"]') AS p
   WHERE length(p.value) >= 120
),
khac AS MATERIALIZED (
  SELECT d.truong AS truong, t.ten AS ten, v.tieu_chi AS tieu_chi, lower(replace(replace(p.value, t.ten, ''), ' ', '')) AS chu
    FROM v_viet AS v
    JOIN dot_tdg AS d ON d._id = v.dot
    JOIN truong AS t ON t._id = d.truong
    JOIN json_each('["' || replace(replace(replace(replace(replace(v.viet, '"', ''''), '\', '/'), char(9), ' '), char(13), ' '), char(10), '","')
                   || '"]') AS p
   WHERE v.tieu_chi IN (SELECT tieu_chi FROM doan) AND length(v.viet) >= 120 AND length(p.value) >= 120
)
SELECT 'warning' AS severity, 'phieu_tieu_chi' AS form, a.phieu AS id, min(a.noi) AS field,
       'Phiếu ' || t.short || ': có đoạn giống hệt bài của ' || min(b.ten)
         || iif(count(DISTINCT b.truong) > 1, ' và ' || (count(DISTINCT b.truong) - 1) || ' trường nữa', '') || ' (' || count(DISTINCT a.noi || a.chu) || ' đoạn)' AS message,
       'Sheet ' || t.short || ': paragraphs as in the sheet of ' || min(b.ten)
         || iif(count(DISTINCT b.truong) > 1, ' and ' || (count(DISTINCT b.truong) - 1) || ' more', '') || ' (' || count(DISTINCT a.noi || a.chu) || ')' AS message_en
  FROM doan AS a
  JOIN khac AS b ON b.chu = a.chu AND b.tieu_chi = a.tieu_chi AND b.truong <> a.truong
  JOIN tieu_chi AS t ON t.code = a.tieu_chi
 GROUP BY a.phieu

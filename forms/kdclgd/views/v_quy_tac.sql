-- The numbers that a circular sets for registrations and certificates, a row for each circular and number: those of its rule sets in
-- lists/quy_tac.csv.  A circular without rule sets, which is only kept for old certificates, has those of the sets that are in force.
SELECT w.code AS van_ban, q.tham_so AS tham_so, max(q.so) AS so
  FROM van_ban AS w
  JOIN bo_tieu_chi AS b ON b.van_ban = w.code
                        OR (b.valid_to IS NULL AND NOT EXISTS (SELECT 1 FROM bo_tieu_chi AS c WHERE c.van_ban = w.code))
  JOIN quy_tac AS q ON q.bo = b.code
 WHERE q.doi_tuong IN ('dang_ky', 'cong_nhan') AND q._retired = 0
 GROUP BY w.code, q.tham_so

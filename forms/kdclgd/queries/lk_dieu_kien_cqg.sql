-- The conditions under the circular of the period (lists/dk_cqg.csv), each with what is known of it: cohorts that the school has noted, the
-- level concluded and the one of the external evaluation that followed, the school years in a row that end with the period's and
-- have a report handed in or a result on paper.
WITH RECURSIVE co (nam) AS (
  SELECT e.nam_hoc FROM dot_tdg AS d JOIN dot_tdg AS e ON e.truong = d.truong
   WHERE d._id = :dot_dkc AND e._state IN ('da_nop', 'tiep_nhan', 'cong_bo', 'khoa')
   UNION
  SELECT g.nam_hoc_kq FROM dot_tdg AS d JOIN ket_qua_giay AS g ON g.truong = d.truong
   WHERE d._id = :dot_dkc AND g._state = 'xac_nhan' AND g.nguon_kq = 'tdg'
),
lien (nam) AS (
  SELECT d.nam_hoc FROM dot_tdg AS d WHERE d._id = :dot_dkc AND d.nam_hoc IN (SELECT co.nam FROM co)
   UNION
  SELECT l.nam - 1 FROM lien AS l WHERE l.nam - 1 IN (SELECT co.nam FROM co)
),
so AS (
  SELECT d.van_ban AS van_ban,
         (SELECT h.khoa_hoan_thanh FROM ho_so_truong AS h WHERE h.truong = d.truong) AS khoa,
         (SELECT k.muc_ket_luan FROM ket_luan_truong AS k WHERE k.dot = d._id AND k._state = 'xong') AS tdg,
         (SELECT g.muc FROM v_ket_qua_dgn AS g WHERE g.truong = d.truong AND g.ngay >= d.tu_ngay ORDER BY g.ngay LIMIT 1) AS dgn,
         (SELECT count(*) FROM lien) AS nam,
         (SELECT max(q.so) FROM dot_tdg__pham_vi AS p JOIN quy_tac AS q ON q.bo = p.bo_tieu_chi
           WHERE p._record = d._id AND q.tham_so = 'nam_du_lieu') AS can_nam
    FROM dot_tdg AS d
   WHERE d._id = :dot_dkc
)
SELECT c.code AS dieu_kien,
       CASE c.kieu WHEN 'khoa' THEN coalesce(so.khoa || ' khóa', 'chưa ghi ở hồ sơ trường')
                   WHEN 'muc' THEN 'tự đánh giá ' || coalesce('Mức ' || so.tdg, 'chưa có') || ', đánh giá ngoài ' || coalesce('Mức ' || so.dgn, 'chưa có')
                   WHEN 'du_lieu' THEN so.nam || '/' || coalesce(so.can_nam, '?') || ' năm học liên tiếp'
       END AS gia_tri,
       CASE c.kieu WHEN 'khoa' THEN coalesce(so.khoa || ' cohorts', 'not noted by the school')
                   WHEN 'muc' THEN 'self-assessment ' || coalesce('level ' || so.tdg, 'none') || ', external evaluation ' || coalesce('level ' || so.dgn, 'none')
                   WHEN 'du_lieu' THEN so.nam || '/' || coalesce(so.can_nam, '?') || ' school years in a row'
       END AS gia_tri_en
  FROM so
  JOIN dk_cqg AS c ON c._retired = 0 AND ' ' || c.van_ban || ' ' LIKE '% ' || so.van_ban || ' %'
 ORDER BY c.code

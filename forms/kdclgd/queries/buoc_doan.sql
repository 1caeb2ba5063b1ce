-- The steps of a team at the period that is chosen, of its last visit: what the person has studied and assessed of all criteria, what is agreed
-- on, how far the report has come.
WITH g AS (
  SELECT d._id AS doan FROM doan_dgn AS d WHERE d.dot = :dot_tdg AND d._state <> 'huy' ORDER BY d.lan_doan DESC LIMIT 1
),
toi AS (
  SELECT n._id AS nguoi FROM nguoi AS n WHERE n.tai_khoan = :person
),
tc AS (
  SELECT count(*) AS tong, count(t.phieu) AS xong FROM g JOIN v_thong_nhat AS t ON t.dot = g.doan
)
SELECT 'nghien_cuu' AS step, count(*) AS done, (SELECT tong FROM tc) AS total, NULL AS state, NULL AS state_en
  FROM nghien_cuu_ho_so AS s
 WHERE s.doan IN (SELECT doan FROM g) AND s.nguoi IN (SELECT nguoi FROM toi) AND s._state <> 'dang_viet'
UNION ALL
SELECT 'phieu_thanh_vien', count(*), (SELECT tong FROM tc), NULL, NULL
  FROM phieu_dgn AS f
 WHERE f.doan IN (SELECT doan FROM g) AND f.nguoi IN (SELECT nguoi FROM toi) AND f._state <> 'dang_viet'
UNION ALL
SELECT 'thong_nhat', xong, tong, NULL, NULL FROM tc
UNION ALL
SELECT 'bao_cao_doan', count(iif(b._state IN ('gui_so', 'khoa'), 1, NULL)), 1,
       CASE max(iif(b._state = 'gui_truong', 1, 0)) WHEN 1 THEN 'Trường đang góp ý' END, CASE max(iif(b._state = 'gui_truong', 1, 0)) WHEN 1 THEN 'With the school' END
  FROM bao_cao_dgn AS b
 WHERE b.doan IN (SELECT doan FROM g)

-- Board: how many criteria are met, the verdict (as v_muc_truong, from the scopes of this period alone) or what it waits for, and
-- evidence not yet named.
WITH f AS (
  SELECT so_hieu, phieu IS NULL AS thieu, row_number() OVER (PARTITION BY phieu IS NULL ORDER BY thu_tu) AS thu
    FROM v_phieu
   WHERE dot = :dot_tdg AND (phieu IS NULL OR muc IS NULL)
),
g AS (
  SELECT group_concat(CASE WHEN thieu AND thu <= 5 THEN so_hieu END, ' ') AS thieu, max(CASE WHEN thieu AND thu > 5 THEN thu - 5 END) AS thieu_nua,
         group_concat(CASE WHEN NOT thieu AND thu <= 5 THEN so_hieu END, ' ') AS con_do,
         max(CASE WHEN NOT thieu AND thu > 5 THEN thu - 5 END) AS con_do_nua
    FROM f
),
m AS (
  SELECT count(v.dot) AS so_pham_vi, coalesce(sum(v.dat_1), 0) AS dat_1, coalesce(sum(v.so_tieu_chi), 0) AS so_tieu_chi,
         max(v.du_noi_dung = 'khong') AS chua_co_noi_dung, count(v.muc) AS co_muc, min(v.muc) AS muc,
         thieu, thieu_nua, con_do, con_do_nua,
         (SELECT sum(c.thieu_mc) FROM v_chi_bao_muc AS c WHERE c.dot = :dot_tdg) AS thieu_mc
    FROM g
    LEFT JOIN v_pham_vi AS v ON v.dot = :dot_tdg
  HAVING :dot_tdg IS NOT NULL
)
SELECT 'Đạt ' || m.dat_1 || '/' || m.so_tieu_chi || ' · '
       || CASE WHEN m.so_pham_vi = 0 THEN 'Đợt chưa có phạm vi'
               WHEN m.chua_co_noi_dung THEN 'Bộ tiêu chí chưa có nội dung'
               WHEN m.co_muc < m.so_pham_vi THEN 'Chưa kết luận: ' || coalesce('thiếu phiếu ' || m.thieu || coalesce(' và ' || m.thieu_nua || ' phiếu nữa', ''),
                      'còn dở phiếu ' || m.con_do || coalesce(' và ' || m.con_do_nua || ' phiếu nữa', ''))
               WHEN m.muc = 0 THEN 'Trường không đạt Mức 1'
               ELSE 'Trường đạt Mức ' || m.muc
          END
       || CASE WHEN m.thieu_mc > 0 THEN ' · ' || m.thieu_mc || ' chỉ báo chưa ghi minh chứng' ELSE '' END AS text,
       m.dat_1 || '/' || m.so_tieu_chi || ' met · '
       || CASE WHEN m.so_pham_vi = 0 THEN 'The period has no scope yet'
               WHEN m.chua_co_noi_dung THEN 'The rule set has no content yet'
               WHEN m.co_muc < m.so_pham_vi THEN 'No verdict yet: ' || coalesce('missing sheets ' || m.thieu || coalesce(' and ' || m.thieu_nua || ' more', ''),
                      'unfinished sheets ' || m.con_do || coalesce(' and ' || m.con_do_nua || ' more', ''))
               WHEN m.muc = 0 THEN 'The school is below level 1'
               ELSE 'The school is at level ' || m.muc
          END
       || CASE WHEN m.thieu_mc > 0 THEN ' · ' || m.thieu_mc || ' indicators without evidence' ELSE '' END AS text_en
  FROM m
UNION ALL
SELECT iif(thu < 4, ly_do, 'và ' || (het - 3) || ' điều nữa'), iif(thu < 4, ly_do_en, 'and ' || (het - 3) || ' more')
  FROM (SELECT c.ly_do, c.ly_do_en, row_number() OVER (ORDER BY c.thu_tu) AS thu, count(*) OVER () AS het
          FROM v_can_tro AS c
         WHERE c.dot = :dot_tdg AND c.ngoai IS NOT 1
           AND c.loai IN ('khong_dat', 'thieu_khoan', 'thieu_so_luong', 'chua_co_noi_dung'))
 WHERE thu <= 4

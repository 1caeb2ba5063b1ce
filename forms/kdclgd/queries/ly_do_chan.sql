-- Why the computed level is not higher, or why there is none.
(WITH d AS (
   SELECT count(*) AS so_dong,
          min(muc) AS thap,
          min(CASE WHEN ket_qua = 'khong' THEN muc END) AS hong,
          min(CASE WHEN coalesce(ket_qua, 'chua') = 'chua' OR (ket_qua = 'khong_ap_dung' AND co_kad IS NOT 'co')
                   THEN muc END) AS cho
     FROM chi_bao),
 e AS (
   SELECT d.*, min(coalesce(d.hong, 9), max(coalesce(lk_dot.muc_phan_dau, 9), d.thap)) AS can FROM d)
 SELECT CASE WHEN e.so_dong = 0 THEN NULL
             WHEN e.cho <= e.can
             THEN 'Chưa đánh giá: ' || (SELECT group_concat(x, ', ')
                                          FROM (SELECT muc || ky_hieu AS x
                                                  FROM chi_bao
                                                 WHERE muc <= e.can
                                                   AND (coalesce(ket_qua, 'chua') = 'chua'
                                                        OR (ket_qua = 'khong_ap_dung' AND co_kad IS NOT 'co'))
                                                 ORDER BY _row))
             WHEN e.hong IS NOT NULL
             THEN 'Không đạt Mức ' || e.hong || ' (' || (SELECT group_concat(x, ', ')
                                                          FROM (SELECT muc || ky_hieu AS x
                                                                  FROM chi_bao
                                                                 WHERE muc = e.hong AND ket_qua = 'khong'
                                                                 ORDER BY _row)) || ')'
        END
   FROM e)

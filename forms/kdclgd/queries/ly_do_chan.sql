-- Why the computed level is not higher, or why there is none.
(WITH chan AS (
   SELECT max(n.so) AS muc
     FROM quy_tac AS g
     JOIN quy_tac AS n ON n.bo = g.bo AND n.tham_so = 'chi_so_chan_muc'
    WHERE g.bo = r.bo AND g.tham_so = 'ngay_chi_so_chan' AND lk_dot.tu_ngay >= g.gia_tri
      AND EXISTS (SELECT 1 FROM so_lieu WHERE dap_ung = 'khong')),
 d AS (
   SELECT count(*) AS so_dong,
          min(muc) AS thap,
          min(coalesce(min(CASE WHEN ket_qua = 'khong' THEN muc END), 9),
              coalesce((SELECT chan.muc FROM chan), 9)) AS hong,
          min(CASE WHEN coalesce(ket_qua, 'chua') = 'chua' OR (ket_qua = 'khong_ap_dung' AND co_kad IS NOT 'co')
                   THEN muc END) AS cho
     FROM chi_bao),
 e AS (
   SELECT d.*, min(d.hong, max(coalesce(lk_dot.muc_phan_dau, 9), d.thap)) AS can FROM d)
 SELECT CASE WHEN e.so_dong = 0 THEN NULL
             WHEN e.cho <= e.can
             THEN 'Chưa đánh giá: ' || (SELECT group_concat(x, ', ')
                                          FROM (SELECT muc || ky_hieu AS x
                                                  FROM chi_bao
                                                 WHERE muc <= e.can
                                                   AND (coalesce(ket_qua, 'chua') = 'chua'
                                                        OR (ket_qua = 'khong_ap_dung' AND co_kad IS NOT 'co'))
                                                 ORDER BY _row))
             WHEN e.hong < 9
             THEN 'Không đạt Mức ' || e.hong || ' ('
                  || coalesce((SELECT group_concat(x, ', ')
                                 FROM (SELECT muc || ky_hieu AS x
                                         FROM chi_bao
                                        WHERE muc = e.hong AND ket_qua = 'khong'
                                        ORDER BY _row)), 'chỉ số') || ')'
        END
   FROM e)

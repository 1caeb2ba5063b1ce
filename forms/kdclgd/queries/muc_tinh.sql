-- The level a criterion reaches: the highest one of which all indicators, and all of the levels below, are met (circulars 17, 18,
-- 19/2018, article 6.2).
-- No verdict (NULL) while an indicator is unassessed at a level that is still needed: up to the target of the scope,
-- and not above a level that has failed. An indicator marked not applicable, where the list allows it, does not hinder.
-- A metric that misses its target counts only in periods that begin on or after the day set in lists/quy_tac.csv
-- (ngay_chi_so_chan; circular 57/2026, article 27.4), and blocks the level set there (chi_so_chan_muc, which no circular says yet).
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
     FROM chi_bao)
 SELECT CASE WHEN d.so_dong = 0 THEN NULL
             WHEN d.cho <= min(d.hong, max(coalesce(lk_dot.muc_phan_dau, 9), d.thap)) THEN NULL
             ELSE coalesce((SELECT max(muc) FROM chi_bao WHERE muc < min(d.hong, coalesce(d.cho, 9))), 0)
        END
   FROM d)

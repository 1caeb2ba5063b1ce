-- The level a criterion reaches: the highest one of which all indicators, and all of the levels below, are met.
-- No verdict (NULL) while an indicator is unassessed at a level that is still needed: up to the target of the scope,
-- and not above a level that has failed. An indicator marked not applicable, where the list allows it, does not hinder.
(WITH d AS (
   SELECT count(*) AS so_dong,
          min(muc) AS thap,
          min(CASE WHEN ket_qua = 'khong' THEN muc END) AS hong,
          min(CASE WHEN coalesce(ket_qua, 'chua') = 'chua' OR (ket_qua = 'khong_ap_dung' AND co_kad IS NOT 'co')
                   THEN muc END) AS cho
     FROM chi_bao)
 SELECT CASE WHEN d.so_dong = 0 THEN NULL
             WHEN d.cho <= min(coalesce(d.hong, 9), max(coalesce(lk_dot.muc_phan_dau, 9), d.thap)) THEN NULL
             ELSE coalesce((SELECT max(muc) FROM chi_bao WHERE muc < min(coalesce(d.hong, 9), coalesce(d.cho, 9))), 0)
        END
   FROM d)

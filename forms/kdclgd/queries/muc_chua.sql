-- The lowest level at which an indicator is unassessed, unless a level below has already failed.
-- It does not depend on the target, so a target raised later leaves no sheet that looks complete.
(WITH d AS (
   SELECT min(CASE WHEN ket_qua = 'khong' THEN muc END) AS hong,
          min(CASE WHEN coalesce(ket_qua, 'chua') = 'chua' OR (ket_qua = 'khong_ap_dung' AND co_kad IS NOT 'co')
                   THEN muc END) AS cho
     FROM chi_bao)
 SELECT CASE WHEN d.cho <= coalesce(d.hong, 9) THEN d.cho END FROM d)

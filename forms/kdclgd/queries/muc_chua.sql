-- The lowest level at which an indicator is unassessed, unless a level below has already failed.
-- It does not depend on the target, so a target raised later leaves no sheet that looks complete.
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
 SELECT CASE WHEN d.cho <= d.hong THEN d.cho END FROM d)

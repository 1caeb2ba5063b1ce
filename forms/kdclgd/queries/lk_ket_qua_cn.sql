-- The highest grade and degree that the latest external evaluation gives, of the two years before the decision: levels 1 to 4 are grades 1 to 4;
-- degree 1 asks for level 2 and degree 2 for level 3 under the circulars of 2018, for levels 1 and 2 under circular 57/2026. No row where
-- there is none.
SELECT g.muc AS cap_do_cao,
       iif(b.kieu_quy_tac = 'tat_ca', max(0, min(2, g.muc - 1)), g.muc) AS muc_do_cao
  FROM v_ket_qua_dgn AS g
  JOIN bo_tieu_chi AS b ON b.code = g.bo
 WHERE g.truong = :truong AND g.ngay BETWEEN date(:ngay_ky, '-2 years') AND :ngay_ky
 ORDER BY g.ngay DESC
 LIMIT 1

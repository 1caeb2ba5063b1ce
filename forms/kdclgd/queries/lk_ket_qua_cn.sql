-- The highest grade and degree that the latest external evaluation on paper gives, of the two years before the decision: levels 1 to 4 are grades
-- 1 to 4; degree 1 asks for level 2 and degree 2 for level 3 under the circulars of 2018, for levels 1 and 2 under circular 57/2026. No row
-- where there is none.
SELECT g.muc_kq AS cap_do_cao,
       iif(b.kieu_quy_tac = 'tat_ca', max(0, min(2, g.muc_kq - 1)), g.muc_kq) AS muc_do_cao
  FROM ket_qua_giay AS g
  JOIN bo_tieu_chi AS b ON b.code = g.bo_kq
 WHERE g.truong = :truong AND g.nguon_kq = 'dgn' AND g._state = 'xac_nhan' AND g.ngay_kq BETWEEN date(:ngay_ky, '-2 years') AND :ngay_ky
 ORDER BY g.ngay_kq DESC
 LIMIT 1

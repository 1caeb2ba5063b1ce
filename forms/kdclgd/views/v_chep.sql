-- Sheets whose texts are still those of the sheet they were copied from.
SELECT f._id AS phieu, f.dot AS dot, f.tieu_chi AS tieu_chi, f.chep_tu AS chep_tu
  FROM phieu_tieu_chi AS f
  JOIN phieu_tieu_chi AS g ON g._id = f.chep_tu
 WHERE f.mo_ta_1 IS g.mo_ta_1 AND f.mo_ta_2 IS g.mo_ta_2 AND f.mo_ta_3 IS g.mo_ta_3 AND f.mo_ta_4 IS g.mo_ta_4
   AND f.diem_manh IS g.diem_manh AND f.diem_yeu IS g.diem_yeu
   AND NOT EXISTS (SELECT 1 FROM phieu_tieu_chi__chi_bao AS c
                     JOIN phieu_tieu_chi__chi_bao AS h ON h._record = g._id AND h._row_key = c._row_key
                    WHERE c._record = f._id AND c.hien_trang IS NOT h.hien_trang)

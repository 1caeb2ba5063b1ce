-- What a registration is measured by: the recognitions of the school that hold on the day of the letter, of the kind that is registered
-- for, and the numbers of lists/quy_tac.csv under the rule sets of the period. One row.
SELECT t.nam_thanh_lap AS nam_thanh_lap, (SELECT h.khoa_hoan_thanh FROM ho_so_truong AS h WHERE h.truong = d.truong) AS so_khoa,
       d._state IN ('da_nop', 'tiep_nhan', 'cong_bo', 'khoa')
         AND EXISTS (SELECT 1 FROM ket_luan_truong AS k WHERE k.dot = d._id AND k._state = 'xong') AS da_nop,
       q.nam_hoat_dong AS nam_hoat_dong, q.nam_nang_muc AS nam_nang_muc, q.thang_dang_ky_lai AS thang_dang_ky_lai,
       kd.cap_do AS cap_do_co, kd.ngay_ky AS ngay_cap_do, cqg.muc_do AS muc_do_co, cqg.ngay_ky AS ngay_muc_do,
       min(coalesce(kd.ngay_het_han, cqg.ngay_het_han), coalesce(cqg.ngay_het_han, kd.ngay_het_han)) AS het_han
  FROM dot_tdg AS d
  JOIN truong AS t ON t._id = d.truong
  LEFT JOIN cong_nhan AS kd ON :muc_dich_dk IN ('kd', 'ca_hai')
   AND kd._id = (SELECT c._id FROM cong_nhan AS c
                  WHERE c.truong = d.truong AND c.loai_cn = 'kd' AND c._state = 'hieu_luc' AND c.ngay_ky <= :ngay_cv AND c.ngay_het_han >= :ngay_cv
                  ORDER BY c.ngay_ky DESC LIMIT 1)
  LEFT JOIN cong_nhan AS cqg ON :muc_dich_dk IN ('cqg', 'ca_hai')
   AND cqg._id = (SELECT c._id FROM cong_nhan AS c
                   WHERE c.truong = d.truong AND c.loai_cn = 'cqg' AND c._state = 'hieu_luc' AND c.ngay_ky <= :ngay_cv AND c.ngay_het_han >= :ngay_cv
                   ORDER BY c.ngay_ky DESC LIMIT 1)
  LEFT JOIN (SELECT max(iif(r.tham_so = 'nam_hoat_dong', r.so, NULL)) AS nam_hoat_dong,
                    max(iif(r.tham_so = 'nam_nang_muc', r.so, NULL)) AS nam_nang_muc,
                    max(iif(r.tham_so = 'thang_dang_ky_lai', r.so, NULL)) AS thang_dang_ky_lai
               FROM dot_tdg__pham_vi AS p
               JOIN quy_tac AS r ON r.bo = p.bo_tieu_chi
              WHERE p._record = :dot) AS q
 WHERE d._id = :dot

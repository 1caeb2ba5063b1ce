-- What a registration is measured by: the recognitions of the school that are in force on the day of the letter, of the kind that is
-- registered for, and the numbers of lists/quy_tac.csv under the rule sets of the period. One row.
SELECT c.*,
       'Báo cáo ' || iif(da_nop, 'đã nộp', 'chưa nộp') || coalesce('; đăng ký lại trước ' || strftime('%d/%m/%Y', han_dang_ky_lai), '')
         || coalesce('; nâng cấp độ từ ' || strftime('%d/%m/%Y', nang_cap_do_tu), '')
         || coalesce('; nâng mức độ từ ' || strftime('%d/%m/%Y', nang_muc_do_tu), '') || coalesce('; trường lập năm ' || nam_thanh_lap, '') AS dieu_kien,
       'Report ' || iif(da_nop, 'handed in', 'not handed in') || coalesce('; register again by ' || strftime('%d/%m/%Y', han_dang_ky_lai), '')
         || coalesce('; a higher grade from ' || strftime('%d/%m/%Y', nang_cap_do_tu), '')
         || coalesce('; a higher degree from ' || strftime('%d/%m/%Y', nang_muc_do_tu), '') || coalesce('; founded in ' || nam_thanh_lap, '') AS dieu_kien_en
  FROM (SELECT t.nam_thanh_lap AS nam_thanh_lap,
               d._state IN ('da_nop', 'tiep_nhan', 'cong_bo', 'khoa')
                 AND EXISTS (SELECT 1 FROM ket_luan_truong AS k WHERE k.dot = d._id AND k._state = 'xong') AS da_nop,
               q.nam_hoat_dong AS nam_hoat_dong,
               kd.cap_do AS cap_do_co, add_months(kd.ngay_ky, 12 * q.nam_nang_muc) AS nang_cap_do_tu,
               cqg.muc_do AS muc_do_co, add_months(cqg.ngay_ky, 12 * q.nam_nang_muc) AS nang_muc_do_tu,
               add_months(min(coalesce(kd.ngay_het_han, cqg.ngay_het_han), coalesce(cqg.ngay_het_han, kd.ngay_het_han)), -q.thang_dang_ky_lai)
                 AS han_dang_ky_lai
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
          LEFT JOIN (SELECT max(iif(q.tham_so = 'nam_hoat_dong', q.so, NULL)) AS nam_hoat_dong,
                            max(iif(q.tham_so = 'nam_nang_muc', q.so, NULL)) AS nam_nang_muc,
                            max(iif(q.tham_so = 'thang_dang_ky_lai', q.so, NULL)) AS thang_dang_ky_lai
                       FROM dot_tdg__pham_vi AS p
                       JOIN quy_tac AS q ON q.bo = p.bo_tieu_chi
                      WHERE p._record = :dot) AS q
         WHERE d._id = :dot) AS c

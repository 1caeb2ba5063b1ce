-- Recommendations of external reports to this school that no task answers yet, each as a task for the plan's school year.
-- into: viec_cai_tien
SELECT k.truong AS truong, coalesce((SELECT max(v.so_viec) FROM viec_cai_tien AS v WHERE v.truong = k.truong), 0) + row_number() OVER (ORDER BY k.ngay, k.so_kn) AS so_viec,
       substr(k.noi_dung, 1, 200) AS noi_dung_vc, 'doan' AS nguon_viec, k.bao_cao AS bao_cao_vc, k.so_kn AS so_kn_vc, k.dot AS dot_vc, k.tieu_chi AS tieu_chi_vc,
       k.han AS han_vc
  FROM v_kien_nghi AS k
 WHERE k.truong = :truong AND k.viec IS NULL
 ORDER BY k.ngay, k.so_kn

-- The recommendations of a report.
SELECT k.so_kn, t.short AS tieu_chi, k.noi_dung_kn, strftime('%d/%m/%Y', k.han_kn) AS han
  FROM bao_cao_dgn__kien_nghi AS k
  LEFT JOIN tieu_chi AS t ON t.code = k.tieu_chi_kn
 WHERE k._record = :bao_cao
 ORDER BY k.so_kn

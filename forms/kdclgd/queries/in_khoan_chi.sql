-- The payments of a unit and year in the order of their days.
SELECT row_number() OVER (ORDER BY b.ngay_chi, b.so_ct) AS tt, strftime('%d/%m/%Y', b.ngay_chi) AS ngay, b.so_ct, b.noi_dung_chi || coalesce(' – ' || t.ten, '') AS noi_dung,
       m.label AS muc, m.label_en AS muc_en, replace(printf('%,d', b.so_tien), ',', '.') AS so_tien
  FROM kinh_phi__chi AS b
  JOIN kinh_phi AS k ON k._id = b._record
  JOIN muc_chi AS m ON m.code = k.muc_chi
  LEFT JOIN truong AS t ON t._id = b.truong_chi
 WHERE k.don_vi_kp = :don_vi AND k.nam_kp = :nam
 ORDER BY 1

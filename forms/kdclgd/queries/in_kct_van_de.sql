-- The matters that a plan of improvement puts first.
SELECT row_number() OVER (ORDER BY v._row) AS tt, s.short || '. ' || s.label AS tieu_chuan, s.short || '. ' || s.label_en AS tieu_chuan_en,
       c.short AS tieu_chi, v.hien_trang_vd, v.han_che, v.nguyen_nhan_vd
  FROM ke_hoach_cai_tien__van_de AS v
  LEFT JOIN tieu_chi AS c ON c.code = v.tieu_chi_vd
  LEFT JOIN tieu_chuan AS s ON s.code = c.tieu_chuan
 WHERE v._record = :ke_hoach ORDER BY v._row

-- The plan of improvement of a sheet.
SELECT noi_dung_ct, phu_trach, thoi_gian, dieu_kien, mong_doi,
       CASE WHEN kinh_phi > 0 THEN replace(printf('%,d', kinh_phi), ',', '.') END AS kinh_phi_dong
  FROM phieu_tieu_chi__cai_tien WHERE _record = :phieu ORDER BY _row

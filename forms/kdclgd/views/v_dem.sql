-- What the rules of v_pham_vi count, a row per scope of a period. The two views of these counts differ in what they read alone.
SELECT dot, cap_hoc, bo, muc_phan_dau,
       count(CASE WHEN loai = 'tieu_chi' THEN 1 END) AS so_tieu_chi,
       count(CASE WHEN loai = 'tieu_chi' THEN phieu END) AS so_phieu,
       count(CASE WHEN loai = 'tieu_chi' THEN muc END) AS so_co_muc,
       count(CASE WHEN loai = 'tieu_chi' AND muc >= 1 THEN 1 END) AS dat_1,
       count(CASE WHEN loai = 'tieu_chi' AND muc >= min(2, so_muc) THEN 1 END) AS dat_2,
       count(CASE WHEN loai = 'tieu_chi' AND muc >= min(3, so_muc) THEN 1 END) AS dat_3,
       count(CASE WHEN bat_buoc = 'co' AND loai = 'tieu_chi' THEN 1 END) AS bat_buoc,
       count(CASE WHEN bat_buoc = 'co' AND loai = 'tieu_chi' AND muc >= 1 THEN 1 END) AS bat_buoc_1,
       count(CASE WHEN bat_buoc = 'co' AND loai = 'tieu_chi' AND muc >= 2 THEN 1 END) AS bat_buoc_2,
       count(CASE WHEN bat_buoc <> 'co' AND muc >= 1 THEN 1 END) AS khac_1,
       count(CASE WHEN bat_buoc <> 'co' AND muc >= 2 THEN 1 END) AS khac_2,
       count(CASE WHEN loai = 'khoan' THEN 1 END) AS so_khoan,
       count(CASE WHEN loai = 'khoan' THEN muc END) AS khoan_co_muc,
       count(CASE WHEN loai = 'khoan' AND muc >= 4 THEN 1 END) AS khoan_dat
  FROM v_phieu
 GROUP BY dot, cap_hoc, bo

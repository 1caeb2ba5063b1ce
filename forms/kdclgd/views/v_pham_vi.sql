-- One row per scope of a period with its level, by the rules of its own rule set.
--   tat_ca        (circulars 17, 18, 19/2018): all criteria reach the level, one without level 3 counts at level 2;
--                 level 4: level 3 and all clauses of article 22.
--   bat_buoc_va_so (circular 57/2026): all mandatory criteria and at least so_khac_toi_thieu others reach the level,
--                 for level 2 none is below level 1.
-- No level (NULL) while a criterion that is needed has none.
WITH dem AS (
  SELECT dot, cap_hoc, bo,
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
)
SELECT p._record AS dot, p.cap_hoc AS cap_hoc, p.bo_tieu_chi AS bo, coalesce(p.muc_phan_dau, b.so_muc) AS muc_phan_dau,
       b.so_muc AS so_muc, b.kieu_quy_tac AS kieu_quy_tac, b.kieu_ket_luan AS kieu_ket_luan,
       b.theo_cap_hoc AS theo_cap_hoc, b.du_noi_dung AS du_noi_dung,
       coalesce(d.so_tieu_chi, 0) AS so_tieu_chi, coalesce(d.so_phieu, 0) AS so_phieu,
       coalesce(d.so_co_muc, 0) AS so_co_muc, coalesce(d.dat_1, 0) AS dat_1, coalesce(d.dat_2, 0) AS dat_2,
       coalesce(d.dat_3, 0) AS dat_3, coalesce(d.bat_buoc, 0) AS bat_buoc, coalesce(d.bat_buoc_1, 0) AS bat_buoc_1,
       coalesce(d.bat_buoc_2, 0) AS bat_buoc_2, coalesce(d.khac_1, 0) AS khac_1, coalesce(d.khac_2, 0) AS khac_2,
       q.so AS khac_toi_thieu,
       coalesce(d.so_khoan, 0) AS so_khoan, coalesce(d.khoan_dat, 0) AS khoan_dat,
       CASE WHEN d.dot IS NULL OR d.so_co_muc < d.so_tieu_chi THEN NULL
            WHEN b.kieu_quy_tac = 'tat_ca'
            THEN CASE WHEN d.dat_1 < d.so_tieu_chi THEN 0
                      WHEN d.dat_2 < d.so_tieu_chi THEN 1
                      WHEN d.dat_3 < d.so_tieu_chi THEN 2
                      WHEN d.so_khoan = 0 THEN 3
                      WHEN d.khoan_co_muc < d.so_khoan THEN NULL
                      WHEN d.khoan_dat < d.so_khoan THEN 3
                      ELSE 4
                 END
            WHEN b.kieu_quy_tac = 'bat_buoc_va_so'
            THEN CASE WHEN d.bat_buoc_1 < d.bat_buoc OR d.khac_1 < q.so THEN 0
                      WHEN d.bat_buoc_2 = d.bat_buoc AND d.khac_2 >= q.so AND d.dat_1 = d.so_tieu_chi THEN 2
                      ELSE 1
                 END
       END AS muc
  FROM dot_tdg__pham_vi AS p
  JOIN bo_tieu_chi AS b ON b.code = p.bo_tieu_chi
  LEFT JOIN quy_tac AS q ON q.bo = b.code AND q.tham_so = 'so_khac_toi_thieu'
  LEFT JOIN dem AS d ON d.dot = p._record AND d.cap_hoc = p.cap_hoc

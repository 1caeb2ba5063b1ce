-- One row per scope of a period, and of a visit of an external team (v_dem, v_dem_doan), with its level: the rules by which a school reaches a level stand here, one branch per kind of rule
-- set (kieu_quy_tac of lists/bo_tieu_chi.csv).
--   tat_ca         (circulars 17, 18, 19/2018, article 6.1): all criteria reach the level, one without level 3 counts at level 2;
--                  level 4 (article 22): level 3 and all clauses.
--   bat_buoc_va_so (circular 57/2026, article 5): level 1 where all mandatory criteria (bat_buoc of lists/tieu_chi.csv) and at least
--                  so_khac_toi_thieu others reach level 1; level 2 where as many reach level 2 and no criterion is below level 1.
-- Of lists/quy_tac.csv it reads the rows so_khac_toi_thieu; the others are read by queries/muc_tinh.sql.  The level of a criterion is
-- queries/muc_tinh.sql and v_phieu, that of a school with several scopes v_muc_truong.
-- No level (NULL) while a criterion that is needed has none.  Grouped by the period first, so that a question about one period reads
-- only its sheets.
SELECT dot, d.cap_hoc AS cap_hoc, d.bo AS bo, muc_phan_dau, b.so_muc AS so_muc, kieu_quy_tac, kieu_ket_luan, du_noi_dung,
       d.so_tieu_chi AS so_tieu_chi, so_phieu, so_co_muc, dat_1, bat_buoc, khac_1, khac_2, q.so AS khac_toi_thieu,
       CASE WHEN so_co_muc < d.so_tieu_chi THEN NULL
            WHEN kieu_quy_tac = 'tat_ca'
            THEN CASE WHEN dat_1 < d.so_tieu_chi THEN 0
                      WHEN dat_2 < d.so_tieu_chi THEN 1
                      WHEN dat_3 < d.so_tieu_chi THEN 2
                      WHEN d.so_khoan = 0 THEN 3
                      WHEN khoan_co_muc < d.so_khoan THEN NULL
                      WHEN khoan_dat < d.so_khoan THEN 3
                      ELSE 4
                 END
            WHEN kieu_quy_tac = 'bat_buoc_va_so'
            THEN CASE WHEN bat_buoc_1 < bat_buoc OR khac_1 < q.so THEN 0
                      WHEN bat_buoc_2 = bat_buoc AND khac_2 >= q.so AND dat_1 = d.so_tieu_chi THEN 2
                      ELSE 1
                 END
       END AS muc
  FROM (SELECT * FROM v_dem UNION ALL SELECT * FROM v_dem_doan) AS d
  JOIN bo_tieu_chi AS b ON b.code = d.bo
  LEFT JOIN quy_tac AS q ON q.bo = d.bo AND q.tham_so = 'so_khac_toi_thieu'
UNION ALL
SELECT p._record, p.cap_hoc, b.code, coalesce(p.muc_phan_dau, b.so_muc), b.so_muc, b.kieu_quy_tac, b.kieu_ket_luan, b.du_noi_dung,
       0, 0, 0, 0, 0, 0, 0, NULL, NULL
  FROM dot_tdg__pham_vi AS p
  JOIN bo_tieu_chi AS b ON b.code = p.bo_tieu_chi
 WHERE b.du_noi_dung <> 'co' OR NOT EXISTS (SELECT 1 FROM tieu_chi AS t WHERE t.bo = b.code AND t._retired = 0)

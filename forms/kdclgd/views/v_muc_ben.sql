-- One row per period that has scopes, and per visit of an external team: the level of the school. The lowest scope decides (circular 57/2026
-- leaves this open); no level while a scope has none.
-- trang_thai_kl: co (there is a verdict) · chua (something is missing) · chua_co_noi_dung (the rule set is only registered).
-- It reads all of them: for one, v_pham_vi is asked (lk_muc.sql, bang_chan.sql, lk_muc_doan.sql).
SELECT v.dot AS dot, max(v.bo) AS bo, replace(group_concat(DISTINCT v.bo), ',', ' ') AS cac_bo,
       sum(v.so_tieu_chi) AS so_tieu_chi, sum(v.so_phieu) AS so_phieu, sum(v.dat_1) AS dat_1,
       CASE WHEN count(v.muc) = count(v.dot) THEN min(v.muc) END AS muc,
       CASE WHEN max(v.du_noi_dung = 'khong') THEN 'chua_co_noi_dung'
            WHEN count(v.muc) = count(v.dot) THEN 'co'
            ELSE 'chua'
       END AS trang_thai_kl
  FROM v_pham_vi AS v
 GROUP BY v.dot

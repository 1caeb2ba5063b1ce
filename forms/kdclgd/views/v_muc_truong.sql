-- One row per period: the level of the school. The lowest scope decides (circular 57/2026 leaves this open); no level while a scope has
-- none.
-- trang_thai_kl: co (there is a verdict) · chua (something is missing) · chua_co_noi_dung (the rule set is only
-- registered) · chua_co_pham_vi (no scope).  muc_ket_luan is of a conclusion that was adopted, not of one being written.
-- It reads all periods: for one, v_pham_vi is asked (lk_muc.sql, bang_chan.sql).
SELECT d._id AS dot, truong, ma_dot, tu_ngay,
       max(v.bo) AS bo,
       replace(group_concat(DISTINCT v.bo), ',', ' ') AS cac_bo,
       coalesce(sum(v.so_tieu_chi), 0) AS so_tieu_chi,
       coalesce(sum(v.so_phieu), 0) AS so_phieu,
       coalesce(sum(v.dat_1), 0) AS dat_1,
       CASE WHEN count(v.muc) = count(v.dot) THEN min(v.muc) END AS muc,
       CASE WHEN count(v.dot) = 0 THEN 'chua_co_pham_vi'
            WHEN max(v.du_noi_dung = 'khong') THEN 'chua_co_noi_dung'
            WHEN count(v.muc) = count(v.dot) THEN 'co'
            ELSE 'chua'
       END AS trang_thai_kl,
       muc_ket_luan
  FROM dot_tdg AS d
  LEFT JOIN v_pham_vi AS v ON v.dot = d._id
  LEFT JOIN ket_luan_truong AS k ON k.dot = d._id AND k._state = 'xong'
 GROUP BY d._id

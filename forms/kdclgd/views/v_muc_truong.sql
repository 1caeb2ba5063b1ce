-- One row per period: the level of the school. The lowest scope decides; no level while a scope has none.
-- trang_thai_kl: co (there is a verdict) · chua (something is missing) · chua_co_noi_dung (the rule set is only
-- registered) · chua_co_pham_vi (no scope).
SELECT d._id AS dot, d.truong AS truong, d.ma_dot AS ma_dot, d.nam_hoc AS nam_hoc, d.tu_ngay AS tu_ngay,
       d.han_nop AS han_nop, d._state AS trang_thai,
       count(v.cap_hoc) AS so_pham_vi,
       count(v.muc) AS pham_vi_co_muc,
       max(v.bo) AS bo,
       replace(group_concat(DISTINCT v.bo), ',', ' ') AS cac_bo,
       min(v.muc_phan_dau) AS muc_phan_dau,
       max(v.kieu_quy_tac) AS kieu_quy_tac,
       max(v.kieu_ket_luan) AS kieu_ket_luan,
       max(b.chung_nhan_kd) AS chung_nhan_kd,
       max(b.chuan_quoc_gia) AS chuan_quoc_gia,
       coalesce(sum(v.so_tieu_chi), 0) AS so_tieu_chi,
       coalesce(sum(v.so_phieu), 0) AS so_phieu,
       coalesce(sum(v.so_co_muc), 0) AS so_co_muc,
       coalesce(sum(v.dat_1), 0) AS dat_1,
       CASE WHEN count(v.cap_hoc) > 0 AND count(v.muc) = count(v.cap_hoc) THEN min(v.muc) END AS muc,
       CASE WHEN count(v.cap_hoc) = 0 THEN 'chua_co_pham_vi'
            WHEN count(CASE WHEN v.du_noi_dung = 'khong' THEN 1 END) > 0 THEN 'chua_co_noi_dung'
            WHEN count(v.muc) = count(v.cap_hoc) THEN 'co'
            ELSE 'chua'
       END AS trang_thai_kl,
       k.muc_ket_luan AS muc_ket_luan
  FROM dot_tdg AS d
  LEFT JOIN v_pham_vi AS v ON v.dot = d._id
  LEFT JOIN bo_tieu_chi AS b ON b.code = v.bo
  LEFT JOIN ket_luan_truong AS k ON k.dot = d._id
 GROUP BY d._id

-- One row per result of a self-assessment: of each period, as v_muc_truong has it, and of each school year whose results are on paper
-- (confirmed; of a school with several levels of education the lowest level counts).
SELECT m.dot AS dot, m.truong AS truong, m.ma_dot AS ma_dot, m.tu_ngay AS tu_ngay, m.bo AS bo, m.cac_bo AS cac_bo, m.so_tieu_chi AS so_tieu_chi,
       m.so_phieu AS so_phieu, m.dat_1 AS dat_1, m.muc AS muc, m.trang_thai_kl AS trang_thai_kl, m.muc_ket_luan AS muc_ket_luan, 0 AS giay
  FROM v_muc_truong AS m
UNION ALL
SELECT NULL, g.truong, g.nam_hoc || '-' || (g.nam_hoc + 1), max(g.ngay), max(g.bo), replace(group_concat(DISTINCT g.bo), ',', ' '), sum(g.so_tieu_chi),
       sum(g.so_co_muc), sum(g.dat_1), NULL, 'co', min(g.muc), 1
  FROM v_ket_qua_giay AS g
 WHERE g.nguon = 'tdg'
 GROUP BY g.truong, g.nam_hoc

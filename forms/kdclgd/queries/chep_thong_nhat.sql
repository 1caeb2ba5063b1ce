-- A consensus for each criterion of the visit that has none yet: its texts begin with what the members wrote, and its results with those on which
-- all agree (lk_y_kien.sql, chi_bao_thong_nhat.sql).
-- into: phieu_thong_nhat
SELECT t.dot AS doan, t.cap_hoc AS cap_hoc, t.tieu_chi AS tieu_chi
  FROM v_thong_nhat AS t
 WHERE t.dot = :doan
   AND NOT EXISTS (SELECT 1 FROM phieu_thong_nhat AS f WHERE f.doan = t.dot AND f.cap_hoc = t.cap_hoc AND f.tieu_chi = t.tieu_chi)
 ORDER BY t.cap_hoc, t.thu_tu

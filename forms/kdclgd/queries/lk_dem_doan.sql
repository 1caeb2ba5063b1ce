-- How many criteria of a visit are agreed on, and at which level or above; one without level 3 counts at level 2.
SELECT count(*) AS so_tieu_chi, count(t.muc) AS so_co_muc, count(iif(t.muc >= 1, 1, NULL)) AS dat_1,
       count(iif(t.muc >= min(2, t.so_muc), 1, NULL)) AS dat_2, count(iif(t.muc >= min(3, t.so_muc), 1, NULL)) AS dat_3
  FROM v_thong_nhat AS t
 WHERE t.dot = :doan AND t.loai = 'tieu_chi'
HAVING :doan IS NOT NULL

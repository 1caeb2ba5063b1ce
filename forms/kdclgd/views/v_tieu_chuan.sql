-- One row per standard of a scope. Its level is the lowest of its criteria (one without level 3 counts at level 2).
SELECT dot, cap_hoc, bo, tieu_chuan,
       count(*) AS so_tieu_chi,
       count(muc) AS so_co_muc,
       count(CASE WHEN muc >= 1 THEN 1 END) AS dat_1,
       count(CASE WHEN muc >= 2 THEN 1 END) AS dat_2,
       count(CASE WHEN so_muc >= 3 THEN 1 END) AS co_muc_3,
       count(CASE WHEN muc >= 3 THEN 1 END) AS co_3,
       CASE WHEN count(muc) < count(*) THEN NULL
            ELSE min(CASE WHEN muc >= so_muc THEN CASE kieu_quy_tac WHEN 'tat_ca' THEN 3 ELSE 2 END ELSE muc END)
       END AS muc
  FROM v_phieu
 WHERE loai = 'tieu_chi'
 GROUP BY dot, cap_hoc, bo, tieu_chuan

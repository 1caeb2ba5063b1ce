-- One row per standard of a scope. Its level is the lowest of its criteria (one without level 3 counts at level 2), and the reason names
-- those without which there is no level yet, or which block the next one.  Grouped by the period first, so that a question about one
-- period reads only its sheets.
SELECT g.*,
       coalesce('Để đạt Mức ' || (g.muc + 1), 'Chưa có mức') || ': '
         || (SELECT group_concat(x, ', ')
               FROM (SELECT so_hieu || coalesce(' (' || iif(muc <> muc_tinh, 'hội đồng xác định', ly_do_chan) || ')', '') AS x
                       FROM v_phieu
                      WHERE dot = g.dot AND cap_hoc = g.cap_hoc AND tieu_chuan = g.tieu_chuan AND loai = 'tieu_chi'
                        AND muc IS g.muc AND muc IS NOT so_muc
                      ORDER BY thu_tu)) AS ly_do
  FROM (SELECT dot, cap_hoc, bo, tieu_chuan,
               count(*) AS so_tieu_chi,
               count(muc) AS so_co_muc,
               CASE WHEN count(muc) = count(*) THEN min(CASE WHEN muc < so_muc THEN muc ELSE iif(kieu_quy_tac = 'tat_ca', 3, 2) END) END AS muc
          FROM v_phieu
         WHERE loai = 'tieu_chi'
         GROUP BY dot, cap_hoc, bo, tieu_chuan) AS g

-- The numbers that hold for a certificate under its circular, and what was decided about withdrawing it. One row.
SELECT max(iif(q.tham_so = 'nam_chung_nhan', q.so, NULL)) AS nam_chung_nhan,
       max(iif(q.tham_so = 'thang_dang_ky_lai', q.so, NULL)) AS thang_dang_ky_lai,
       max(iif(q.tham_so = 'nam_nang_muc', q.so, NULL)) AS nam_nang_muc,
       (SELECT 'Lần ' || h.so_th || coalesce(', quyết định ' || h.so_qd_th || ' ngày ' || strftime('%d/%m/%Y', h.ngay_qd_th), '')
          FROM thu_hoi AS h WHERE h.cong_nhan = :_id ORDER BY h.so_th DESC LIMIT 1) AS thu_hoi,
       (SELECT 'No. ' || h.so_th || coalesce(', decision ' || h.so_qd_th || ' of ' || strftime('%d/%m/%Y', h.ngay_qd_th), '')
          FROM thu_hoi AS h WHERE h.cong_nhan = :_id ORDER BY h.so_th DESC LIMIT 1) AS thu_hoi_en
  FROM v_quy_tac AS q
 WHERE q.van_ban = :van_ban_cn

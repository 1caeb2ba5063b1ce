-- A school's improvement tasks: the five done last, and the five due next.
SELECT noi_dung, tinh_trang
  FROM (SELECT w.noi_dung_vc AS noi_dung, 1 AS nhom, row_number() OVER (ORDER BY w.ngay_xong_vc DESC, w.so_viec) AS thu,
               'đã xong' || coalesce(' ' || strftime('%d/%m/%Y', w.ngay_xong_vc), '')
                 || iif(w.so_truoc IS NULL OR w.so_sau IS NULL, '', ' (' || w.so_truoc || ' → ' || w.so_sau || ')') AS tinh_trang
          FROM viec_cai_tien AS w
         WHERE w.truong = :truong AND w._state = 'xong'
        UNION ALL
        SELECT w.noi_dung_vc, 2, row_number() OVER (ORDER BY w.han_vc, w.so_viec), 'hẹn ' || strftime('%d/%m/%Y', w.han_vc)
          FROM viec_cai_tien AS w
         WHERE w.truong = :truong AND w._state IN ('chua_lam', 'dang_lam'))
 WHERE thu <= 5
 ORDER BY nhom, thu

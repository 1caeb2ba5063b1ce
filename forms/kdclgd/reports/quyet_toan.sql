-- title: Quyết toán kinh phí
-- title.en: Settlement of the budget
-- form: don_vi
-- roles: can_bo, lanh_dao_so
-- param: nam integer
-- label: nam = Năm ngân sách, để trống là năm nay | Budget year, this year when empty
SELECT u.*, k.nam, strftime('ngày      tháng      năm %Y', :today) AS ngay, replace(printf('%,d', t.du_toan), ',', '.') AS cong_du_toan,
       replace(printf('%,d', t.duoc_giao), ',', '.') AS cong_giao, replace(printf('%,d', t.thuc_hien), ',', '.') AS cong_chi,
       replace(printf('%,d', t.con_lai), ',', '.') AS cong_lai, replace(printf('%.1f', 100.0 * t.thuc_hien / nullif(t.duoc_giao, 0)), '.', ',') AS cong_ty_le,
       (SELECT CASE count(*) WHEN 0 THEN 'Tất cả các khoản đã được quyết toán.' ELSE count(*) || ' khoản chưa quyết toán: '
                 || group_concat(m.label, ', ') || '.' END
          FROM kinh_phi AS f JOIN muc_chi AS m ON m.code = f.muc_chi WHERE f.don_vi_kp = u.don_vi AND f.nam_kp = k.nam AND f._state <> 'quyet_toan') AS tinh_trang
  FROM v_noi_ban_hanh AS u
  JOIN (SELECT coalesce(:nam, CAST(strftime('%Y', :today) AS INTEGER)) AS nam) AS k
  JOIN (SELECT f.don_vi_kp AS don_vi, f.nam_kp AS nam, sum(f.du_toan) AS du_toan, coalesce(sum(f.duoc_giao), 0) AS duoc_giao, coalesce(sum(f.thuc_hien), 0) AS thuc_hien,
               coalesce(sum(f.con_lai), 0) AS con_lai
          FROM kinh_phi AS f GROUP BY f.don_vi_kp, f.nam_kp) AS t ON t.don_vi = u.don_vi AND t.nam = k.nam
 WHERE u.don_vi = :_id

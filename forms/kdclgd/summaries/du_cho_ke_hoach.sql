-- title: Kinh phí có đủ cho kế hoạch
-- title.en: Does the budget cover the plan
-- param: nam integer
-- label: nam = Năm ngân sách | Budget year
-- param: den_ngay date = today
-- label: den_ngay = Tính đến ngày | As of
-- param: don_vi select_one don_vi
-- label: don_vi = Đơn vị | Unit
-- column: don_vi = Đơn vị | Unit
-- column: nam = Năm | Year
-- column: so_luot = Số lượt đánh giá ngoài | Visits
-- column: chi_phi = Kinh phí theo kế hoạch | Cost of the plan
-- column: du_toan = Dự toán | Planned
-- column: duoc_giao = Được giao | Granted
-- column: thuc_hien = Đã chi | Spent
-- column: con_lai = Còn lại | Left
-- column: ty_le = Được giao trên kế hoạch % | Granted, of the plan %
-- column: thieu = Còn thiếu | Lacking
-- column: du = Đủ cho kế hoạch | Covers the plan
-- roles: can_bo, lanh_dao_so
-- One row per unit and budget year with visits in the plans that held on the day, or with a budget for external evaluation, from all
-- sources; what was spent counts until the day. The last row is the total.
WITH muc AS (
  SELECT v.don_vi, v.nam, 1 AS so_luot, v.kinh_phi AS chi_phi, 0 AS du_toan, 0 AS duoc_giao, 0 AS thuc_hien
    FROM v_ke_hoach_dgn AS v
   WHERE v.tu <= :den_ngay AND coalesce(v.den, '9999') > :den_ngay
  UNION ALL
  SELECT k.don_vi_kp, k.nam_kp, 0, 0, coalesce(k.du_toan, 0), coalesce(k.duoc_giao, 0),
         (SELECT coalesce(sum(c.so_tien), 0) FROM kinh_phi__chi AS c WHERE c._record = k._id AND c.ngay_chi <= :den_ngay)
    FROM kinh_phi AS k
   WHERE k.muc_chi = 'danh_gia_ngoai'
),
dong AS (
  SELECT u.ma_don_vi, u.ten AS don_vi, m.nam, sum(m.so_luot) AS so_luot, sum(m.chi_phi) AS chi_phi, sum(m.du_toan) AS du_toan,
         sum(m.duoc_giao) AS duoc_giao, sum(m.thuc_hien) AS thuc_hien
    FROM muc AS m
    JOIN don_vi AS u ON u._id = m.don_vi
   WHERE (:nam IS NULL OR m.nam = :nam) AND (:don_vi IS NULL OR m.don_vi = :don_vi)
   GROUP BY m.don_vi, m.nam
)
SELECT don_vi, don_vi_en, nam, so_luot, chi_phi, du_toan, duoc_giao, thuc_hien, duoc_giao - thuc_hien AS con_lai,
       round(100.0 * duoc_giao / nullif(chi_phi, 0), 2) AS ty_le, thieu, du, du_en
  FROM (SELECT 0 AS cuoi, ma_don_vi, don_vi, NULL AS don_vi_en, nam, so_luot, chi_phi, du_toan, duoc_giao, thuc_hien, max(chi_phi - duoc_giao, 0) AS thieu,
               iif(duoc_giao >= chi_phi, 'đủ', 'thiếu') AS du, iif(duoc_giao >= chi_phi, 'yes', 'no') AS du_en
          FROM dong
         UNION ALL
        SELECT 1, NULL, 'Tổng', 'Total', NULL, coalesce(sum(so_luot), 0), coalesce(sum(chi_phi), 0), coalesce(sum(du_toan), 0), coalesce(sum(duoc_giao), 0),
               coalesce(sum(thuc_hien), 0), coalesce(sum(max(chi_phi - duoc_giao, 0)), 0), 'đủ ' || count(iif(duoc_giao >= chi_phi, 1, NULL)) || '/' || count(*),
               'covered ' || count(iif(duoc_giao >= chi_phi, 1, NULL)) || '/' || count(*)
          FROM dong)
 ORDER BY cuoi, ma_don_vi, nam

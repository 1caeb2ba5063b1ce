-- title: Kinh phí theo đơn vị và mục chi
-- title.en: Budget by unit and purpose
-- param: nam integer
-- label: nam = Năm ngân sách | Budget year
-- param: den_ngay date = today
-- label: den_ngay = Chi đến ngày | Spent until
-- param: don_vi select_one don_vi
-- label: don_vi = Đơn vị | Unit
-- column: don_vi = Đơn vị | Unit
-- column: nam = Năm | Year
-- column: muc_chi = Mục chi | Purpose
-- column: nguon = Nguồn | Source
-- column: du_toan = Dự toán | Planned
-- column: duoc_giao = Được giao | Granted
-- column: thuc_hien = Đã chi | Spent
-- column: con_lai = Còn lại | Left
-- column: ty_le = Tỷ lệ chi % | Spent %
-- roles: can_bo, lanh_dao_so
-- One row per unit, year, purpose and source; sums of money in dong, what was spent until den_ngay. The last row is the total.
WITH dong AS (
  SELECT u.ma_don_vi AS ma, m.rowid AS thu, u.ten AS don_vi, k.nam_kp AS nam, m.label AS muc_chi, m.label_en AS muc_chi_en, n.label AS nguon, n.label_en AS nguon_en,
         k.du_toan, coalesce(k.duoc_giao, 0) AS duoc_giao,
         (SELECT coalesce(sum(c.so_tien), 0) FROM kinh_phi__chi AS c WHERE c._record = k._id AND c.ngay_chi <= :den_ngay) AS thuc_hien
    FROM kinh_phi AS k
    JOIN don_vi AS u ON u._id = k.don_vi_kp
    JOIN muc_chi AS m ON m.code = k.muc_chi
    JOIN nguon_kinh_phi AS n ON n.code = k.nguon_kp
   WHERE (:nam IS NULL OR k.nam_kp = :nam) AND (:don_vi IS NULL OR k.don_vi_kp = :don_vi)
)
SELECT don_vi, don_vi_en, nam, muc_chi, muc_chi_en, nguon, nguon_en, du_toan, duoc_giao, thuc_hien, con_lai, ty_le
  FROM (SELECT 0 AS cuoi, ma, thu, don_vi, NULL AS don_vi_en, nam, muc_chi, muc_chi_en, nguon, nguon_en, du_toan, duoc_giao, thuc_hien,
               duoc_giao - thuc_hien AS con_lai, round(100.0 * thuc_hien / nullif(duoc_giao, 0), 2) AS ty_le
          FROM dong
         UNION ALL
        SELECT 1, NULL, NULL, 'Tổng', 'Total', NULL, count(*) || ' khoản', count(*) || ' items', NULL, NULL, coalesce(sum(du_toan), 0),
               coalesce(sum(duoc_giao), 0), coalesce(sum(thuc_hien), 0), coalesce(sum(duoc_giao - thuc_hien), 0),
               round(100.0 * sum(thuc_hien) / nullif(sum(duoc_giao), 0), 2)
          FROM dong)
 ORDER BY cuoi, ma, nam, thu, nguon

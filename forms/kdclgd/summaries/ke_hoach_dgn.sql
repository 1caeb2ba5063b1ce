-- title: Kế hoạch và lịch đánh giá ngoài
-- title.en: Plan and calendar of visits
-- param: nam_hoc integer
-- label: nam_hoc = Năm học bắt đầu | School year begins in
-- param: den_ngay date = today
-- label: den_ngay = Tính đến ngày | As of
-- param: don_vi select_one don_vi
-- label: don_vi = Đơn vị lập kế hoạch | Unit that made the plan
-- column: don_vi = Đơn vị lập | Made by
-- column: nam_hoc = Năm học | School year
-- column: hoc_ky = Học kỳ | Term
-- column: thang = Tháng | Month
-- column: ma_truong = Mã trường | School code
-- column: ten = Tên trường | School name
-- column: muc_dich = Mục đích | Purpose
-- column: muc = Mức đề nghị | Level asked for
-- column: doan = Đoàn | Team
-- column: truong_doan = Trưởng đoàn | Head of the team
-- column: buoc = Bước | Step
-- column: dang_ky = Ngày đăng ký | Registered on
-- column: cong_nhan = Ngày công nhận | Recognised on
-- column: trang_thai = Trạng thái | State
-- column: kinh_phi = Kinh phí | Cost
-- column: da_chi = Đã chi | Spent
-- roles: can_bo, lanh_dao_so, can_bo_trung_gian
-- One row per visit of the plans that held on the day, by month. A visit is done when the school was recognised from its month on, in
-- the year that follows; it waits when its month is over and nobody was. The team, its head and its step are those of a team that was decided on
-- by the day and visits in the plan's school year; until then the team is the one that was planned. What was spent counts from its
-- month on, in its budget year. The last row counts each state and adds up the cost.
WITH dong AS (
  SELECT u.ma_don_vi, u.ten AS don_vi, v.nam_hoc, h.label AS hoc_ky, h.label_en AS hoc_ky_en, v.thang, v.thang_dau, t.ma_truong, t.ten,
         m.label AS muc_dich, m.label_en AS muc_dich_en, v.muc, v.doan_du_kien, v.kinh_phi, e.so_qd, e.truong_doan, iif(e.doan IS NULL, NULL, coalesce((SELECT min(b._row_key) FROM doan_dgn__cac_buoc AS b
                  WHERE b._record = e.doan AND coalesce(b.xong_ngay, '9999') > :den_ngay), '9')) AS ma_buoc,
         (SELECT coalesce(sum(c.so_tien), 0) FROM kinh_phi AS k JOIN kinh_phi__chi AS c ON c._record = k._id
           WHERE k.muc_chi = 'danh_gia_ngoai' AND k.nam_kp = v.nam AND c.truong_chi = v.truong AND c.ngay_chi BETWEEN v.thang_dau AND :den_ngay) AS da_chi,
         (SELECT max(g.ngay_cv) FROM dot_tdg AS d JOIN dang_ky_dgn AS g ON g.dot = d._id
           WHERE d.truong = v.truong AND g._state <> 'rut' AND g.ngay_cv <= :den_ngay
             AND g.ngay_cv BETWEEN (v.nam_hoc - 1) || '-06-01' AND (v.nam_hoc + 1) || '-05-31') AS dang_ky,
         (SELECT min(c.ngay_ky) FROM v_cong_nhan AS c
           WHERE c.truong = v.truong AND c.ngay_ky BETWEEN v.thang_dau AND min(:den_ngay, date(v.thang_dau, '+12 months'))) AS cong_nhan
    FROM v_ke_hoach_dgn AS v
    JOIN don_vi AS u ON u._id = v.don_vi
    JOIN truong AS t ON t._id = v.truong
    JOIN hoc_ky AS h ON h.code = v.hoc_ky
    JOIN muc_dich AS m ON m.code = v.muc_dich
    LEFT JOIN v_doan AS e ON e.doan = (SELECT d.doan FROM v_doan AS d WHERE d.truong = v.truong AND d.ngay_qd <= :den_ngay
                                          AND d.tu_ngay BETWEEN v.nam_hoc || '-08-01' AND (v.nam_hoc + 1) || '-07-31' ORDER BY d.ngay_qd DESC LIMIT 1)
   WHERE v.tu <= :den_ngay AND coalesce(v.den, '9999') > :den_ngay
     AND (:nam_hoc IS NULL OR v.nam_hoc = :nam_hoc) AND (:don_vi IS NULL OR v.don_vi = :don_vi)
),
xet AS (
  SELECT dong.*, b.code || '. ' || b.label AS buoc, b.code || '. ' || b.label_en AS buoc_en, CASE WHEN cong_nhan IS NOT NULL THEN 1 WHEN date(thang_dau, '+1 month') <= :den_ngay THEN 2 WHEN so_qd IS NOT NULL THEN 5
                 WHEN dang_ky IS NOT NULL THEN 3 ELSE 4 END AS tt
    FROM dong
    LEFT JOIN buoc_dgn AS b ON b.code = ma_buoc
)
SELECT don_vi, don_vi_en, nam_hoc, hoc_ky, hoc_ky_en, thang, ma_truong, ten, ten_en, muc_dich, muc_dich_en, muc, doan, truong_doan, buoc, buoc_en, dang_ky, cong_nhan,
       trang_thai, trang_thai_en, kinh_phi, da_chi
  FROM (SELECT 0 AS cuoi, ma_don_vi, thang_dau, don_vi, NULL AS don_vi_en, nam_hoc || '-' || (nam_hoc + 1) AS nam_hoc, hoc_ky, hoc_ky_en, thang, ma_truong, ten,
               NULL AS ten_en, muc_dich, muc_dich_en, muc, coalesce(so_qd, doan_du_kien) AS doan, truong_doan,
               coalesce(buoc, iif(ma_buoc = '9', 'Xong cả sáu bước', NULL)) AS buoc, coalesce(buoc_en, iif(ma_buoc = '9', 'All six done', NULL)) AS buoc_en, dang_ky, cong_nhan,
               CASE tt WHEN 1 THEN 'Đã công nhận' WHEN 2 THEN 'Quá tháng, chưa có kết quả' WHEN 3 THEN 'Đã đăng ký' WHEN 5 THEN 'Đoàn đang làm việc' ELSE 'Chưa đăng ký' END AS trang_thai,
               CASE tt WHEN 1 THEN 'Recognised' WHEN 2 THEN 'Month over, no result' WHEN 3 THEN 'Registered' WHEN 5 THEN 'Team at work' ELSE 'Not registered' END AS trang_thai_en,
               kinh_phi, da_chi
          FROM xet
         UNION ALL
        SELECT 1, NULL, NULL, 'Tổng', 'Total', NULL, NULL, NULL, NULL, NULL, count(*) || ' lượt, ' || count(DISTINCT ma_truong) || ' trường',
               count(*) || ' visits, ' || count(DISTINCT ma_truong) || ' schools', NULL, NULL, NULL, count(so_qd) || '', NULL, NULL, NULL, count(dang_ky), count(cong_nhan),
               'đã công nhận ' || count(iif(tt = 1, 1, NULL)) || ', chưa có kết quả ' || count(iif(tt = 2, 1, NULL)) || ', đoàn đang làm việc ' || count(iif(tt = 5, 1, NULL)) || ', đã đăng ký '
                 || count(iif(tt = 3, 1, NULL)) || ', chưa đăng ký ' || count(iif(tt = 4, 1, NULL)),
               'recognised ' || count(iif(tt = 1, 1, NULL)) || ', no result ' || count(iif(tt = 2, 1, NULL)) || ', team at work ' || count(iif(tt = 5, 1, NULL)) || ', registered '
                 || count(iif(tt = 3, 1, NULL)) || ', not registered ' || count(iif(tt = 4, 1, NULL)),
               coalesce(sum(kinh_phi), 0), coalesce(sum(da_chi), 0)
          FROM xet)
 ORDER BY cuoi, ma_don_vi, thang_dau, ma_truong

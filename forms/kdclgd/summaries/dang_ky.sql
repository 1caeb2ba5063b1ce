-- title: Đăng ký đánh giá ngoài
-- title.en: Registrations for external evaluation
-- param: tu_ngay date
-- label: tu_ngay = Công văn từ ngày | Letters from
-- param: den_ngay date = today
-- label: den_ngay = Đến ngày, tình trạng tính đến ngày này | Until, and as of
-- param: don_vi select_one don_vi
-- label: don_vi = Đơn vị quản lý | Managing unit
-- column: ma_truong = Mã trường | School code
-- column: ten = Tên trường | School name
-- column: loai_hinh = Loại hình | Ownership
-- column: ma_dot = Đợt | Period
-- column: so_cv = Số công văn | Letter
-- column: ngay_cv = Ngày công văn | Dated
-- column: muc_dich = Đăng ký | Registers for
-- column: hoc_ky = Học kỳ đề nghị | Term asked for
-- column: hinh_thuc = Hình thức | Kind
-- column: cap_do = Cấp độ đề nghị | Grade asked for
-- column: muc_do = Mức độ đề nghị | Degree asked for
-- column: ngay_nhan = Ngày nhận | Received on
-- column: han_lap_doan = Hạn lập đoàn | Team to be formed by
-- column: ngay_cong_nhan = Ngày công nhận | Recognised on
-- column: so_ngay = Số ngày từ công văn | Days since the letter
-- column: tinh_trang = Tình trạng | State
-- roles: can_bo, lanh_dao_so, can_bo_trung_gian
-- One row per registration that was sent and not withdrawn, with how far it has come by the day: waits to be received, received, to be completed, waits
-- for its evaluation (late when the day for a team is over), recognised. so_ngay ends with the recognition. The last row counts each.
WITH xet AS (
  SELECT t._id AS truong, t.ma_truong, t.ten, l.label AS loai_hinh, l.label_en AS loai_hinh_en, d.ma_dot, g.so_cv, g.ngay_cv, m.label AS muc_dich,
         m.label_en AS muc_dich_en, k.label || ' ' || g.nam_hoc_dk || '-' || (g.nam_hoc_dk + 1) AS hoc_ky,
         k.label_en || ' ' || g.nam_hoc_dk || '-' || (g.nam_hoc_dk + 1) AS hoc_ky_en, h.label AS hinh_thuc, h.label_en AS hinh_thuc_en, g.hinh_thuc_dk, g.cap_do_de_nghi AS cap_do, g.muc_do_de_nghi AS muc_do,
         iif(n.ngay_nhan <= :den_ngay, n.ngay_nhan, NULL) AS ngay_nhan,
         iif(n.ngay_thong_bao <= :den_ngay, n.ket_qua_tn, NULL) AS ket_qua, iif(n.ngay_thong_bao <= :den_ngay, n.han_lap_doan, NULL) AS han_lap_doan,
         (SELECT min(c.ngay_ky) FROM cong_nhan AS c WHERE c.truong = d.truong AND c.ngay_ky > g.ngay_cv AND c.ngay_ky <= :den_ngay
            AND (g.muc_dich_dk = 'ca_hai' OR c.loai_cn = g.muc_dich_dk)) AS ngay_cong_nhan
    FROM dang_ky_dgn AS g
    JOIN dot_tdg AS d ON d._id = g.dot
    JOIN truong AS t ON t._id = d.truong
    JOIN loai_hinh AS l ON l.code = t.loai_hinh
    JOIN muc_dich AS m ON m.code = g.muc_dich_dk
    JOIN hinh_thuc_cong_nhan AS h ON h.code = g.hinh_thuc_dk
    LEFT JOIN hoc_ky AS k ON k.code = g.hoc_ky_dk
    LEFT JOIN tiep_nhan AS n ON n.dang_ky = g._id
   WHERE g._state NOT IN ('nhap', 'rut') AND g.ngay_cv <= :den_ngay AND (:tu_ngay IS NULL OR g.ngay_cv >= :tu_ngay)
     AND (:don_vi IS NULL OR t._id IN (SELECT q.truong FROM v_thuoc AS q WHERE q.don_vi = :don_vi AND :den_ngay BETWEEN q.tu AND q.den))
),
dong AS (
  SELECT *, CAST(julianday(coalesce(ngay_cong_nhan, :den_ngay)) - julianday(ngay_cv) AS INTEGER) AS so_ngay,
         CASE WHEN ngay_cong_nhan IS NOT NULL THEN 6 WHEN ngay_nhan IS NULL THEN 1 WHEN ket_qua IS NULL THEN 2 WHEN ket_qua <> 'chap_nhan' THEN 3
              WHEN han_lap_doan < :den_ngay THEN 5 ELSE 4 END AS tt
    FROM xet
)
SELECT ma_truong, ma_truong_en, ten, ten_en, loai_hinh, loai_hinh_en, ma_dot, so_cv, ngay_cv, muc_dich, muc_dich_en, hoc_ky, hoc_ky_en, hinh_thuc, hinh_thuc_en, cap_do,
       muc_do, ngay_nhan, han_lap_doan, ngay_cong_nhan, so_ngay, tinh_trang, tinh_trang_en
  FROM (SELECT 0 AS cuoi, ma_truong, NULL AS ma_truong_en, ten, NULL AS ten_en, loai_hinh, loai_hinh_en, ma_dot, so_cv, ngay_cv, muc_dich, muc_dich_en, hoc_ky, hoc_ky_en,
               hinh_thuc, hinh_thuc_en, cap_do, muc_do, ngay_nhan, han_lap_doan, ngay_cong_nhan, so_ngay,
               CASE tt WHEN 1 THEN 'Chờ tiếp nhận' WHEN 2 THEN 'Đã tiếp nhận' WHEN 3 THEN 'Chờ bổ sung' WHEN 4 THEN 'Chờ đánh giá ngoài'
                       WHEN 5 THEN 'Quá hạn lập đoàn' ELSE 'Đã công nhận' END AS tinh_trang,
               CASE tt WHEN 1 THEN 'Waits to be received' WHEN 2 THEN 'Received' WHEN 3 THEN 'To be completed' WHEN 4 THEN 'Waits for its evaluation'
                       WHEN 5 THEN 'Team is late' ELSE 'Recognised' END AS tinh_trang_en
          FROM dong
         UNION ALL
        SELECT 1, 'Tổng', 'Total', count(DISTINCT ma_truong) || ' trường', count(DISTINCT ma_truong) || ' schools', NULL, NULL, NULL, count(*), NULL, NULL, NULL, NULL, NULL,
               'mới ' || count(iif(hinh_thuc_dk = 'moi', 1, NULL)) || ', lại ' || count(iif(hinh_thuc_dk = 'lai', 1, NULL)) || ', nâng '
                 || count(iif(hinh_thuc_dk = 'nang', 1, NULL)),
               'new ' || count(iif(hinh_thuc_dk = 'moi', 1, NULL)) || ', renewed ' || count(iif(hinh_thuc_dk = 'lai', 1, NULL)) || ', raised '
                 || count(iif(hinh_thuc_dk = 'nang', 1, NULL)),
               NULL, NULL, count(ngay_nhan), NULL, count(ngay_cong_nhan), NULL,
               'chờ ' || count(iif(tt IN (1, 2, 3), 1, NULL)) || ', chờ đánh giá ngoài ' || count(iif(tt = 4, 1, NULL)) || ', quá hạn '
                 || count(iif(tt = 5, 1, NULL)) || ', đã công nhận ' || count(iif(tt = 6, 1, NULL)),
               'waiting ' || count(iif(tt IN (1, 2, 3), 1, NULL)) || ', for evaluation ' || count(iif(tt = 4, 1, NULL)) || ', late '
                 || count(iif(tt = 5, 1, NULL)) || ', recognised ' || count(iif(tt = 6, 1, NULL))
          FROM dong)
 ORDER BY cuoi, ngay_cv, ma_truong

-- title: Quyết định công nhận
-- title.en: Recognitions
-- param: tu_ngay date
-- label: tu_ngay = Ký từ ngày | Signed from
-- param: den_ngay date = today
-- label: den_ngay = Đến ngày, tình trạng tính đến ngày này | Until, and as of
-- param: loai select_one loai_cong_nhan
-- label: loai = Công nhận | Recognised for
-- param: don_vi select_one don_vi
-- label: don_vi = Đơn vị quản lý | Managing unit
-- column: ma_truong = Mã trường | School code
-- column: ten = Tên trường | School name
-- column: loai_hinh = Loại hình | Ownership
-- column: loai = Công nhận | Recognised for
-- column: van_ban = Theo văn bản | Under
-- column: muc = Cấp độ, mức độ | Grade, degree
-- column: hinh_thuc = Hình thức | Kind
-- column: so_qd = Số quyết định | Decision
-- column: ngay_ky = Ngày ký | Signed on
-- column: co_quan = Cơ quan cấp | Issued by
-- column: so_gcn = Số giấy chứng nhận | Certificate
-- column: ngay_het_han = Ngày hết hạn | Expires on
-- column: tinh_trang = Tình trạng | State
-- column: ngay_thu_hoi = Thu hồi ngày | Withdrawn on
-- column: nguon = Nguồn | Source
-- roles: can_bo, lanh_dao_so, can_bo_trung_gian
-- One row per decision signed from tu_ngay to den_ngay, with what has become of it by den_ngay. The last row has how many are new, renewed
-- and raised, how many hold on the day, and how many rows come from paper.
WITH dong AS (
  SELECT t.ma_truong, t.ten, lh.label AS loai_hinh, lh.label_en AS loai_hinh_en, l.label AS loai, l.label_en AS loai_en, w.short AS van_ban,
         v.muc, v.hinh_thuc_cn, h.label AS hinh_thuc, h.label_en AS hinh_thuc_en, c.so_qd_cn AS so_qd, c.ngay_ky, c.co_quan_cap AS co_quan,
         c.so_gcn, c.ngay_het_han, v.nguon_cn, n.label AS nguon, n.label_en AS nguon_en,
         iif(v.ngay_thu_hoi <= :den_ngay, v.ngay_thu_hoi, NULL) AS ngay_thu_hoi,
         CASE WHEN v.ngay_thu_hoi <= :den_ngay THEN 4 WHEN v.ngay_thay_the <= :den_ngay THEN 3 WHEN c.ngay_het_han < :den_ngay THEN 2 ELSE 1 END AS tt
    FROM v_cong_nhan AS v
    JOIN cong_nhan AS c ON c._id = v.cong_nhan
    JOIN truong AS t ON t._id = v.truong
    JOIN loai_hinh AS lh ON lh.code = t.loai_hinh
    JOIN loai_cong_nhan AS l ON l.code = v.loai_cn
    JOIN van_ban AS w ON w.code = v.van_ban_cn
    JOIN hinh_thuc_cong_nhan AS h ON h.code = v.hinh_thuc_cn
    JOIN nguon_cong_nhan AS n ON n.code = v.nguon_cn
   WHERE v.ngay_ky <= :den_ngay AND (:tu_ngay IS NULL OR v.ngay_ky >= :tu_ngay) AND (:loai IS NULL OR v.loai_cn = :loai)
     AND (:don_vi IS NULL OR t._id IN (SELECT q.truong FROM v_thuoc AS q WHERE q.don_vi = :don_vi AND :den_ngay BETWEEN q.tu AND q.den))
)
SELECT ma_truong, ma_truong_en, ten, ten_en, loai_hinh, loai_hinh_en, loai, loai_en, van_ban, muc, hinh_thuc, hinh_thuc_en, so_qd, ngay_ky, co_quan,
       so_gcn, ngay_het_han, tinh_trang, tinh_trang_en, ngay_thu_hoi, nguon, nguon_en
  FROM (SELECT 0 AS cuoi, ma_truong, NULL AS ma_truong_en, ten, NULL AS ten_en, loai_hinh, loai_hinh_en, loai, loai_en, van_ban, muc, hinh_thuc,
               hinh_thuc_en, so_qd, ngay_ky, co_quan, so_gcn, ngay_het_han,
               CASE tt WHEN 1 THEN 'Có hiệu lực' WHEN 2 THEN 'Hết hạn' WHEN 3 THEN 'Đã thay thế' ELSE 'Đã thu hồi' END AS tinh_trang,
               CASE tt WHEN 1 THEN 'In force' WHEN 2 THEN 'Expired' WHEN 3 THEN 'Replaced' ELSE 'Withdrawn' END AS tinh_trang_en,
               ngay_thu_hoi, nguon, nguon_en
          FROM dong
         UNION ALL
        SELECT 1, 'Tổng', 'Total', count(DISTINCT ma_truong) || ' trường', count(DISTINCT ma_truong) || ' schools', NULL, NULL, NULL, NULL, NULL, NULL,
               'mới ' || count(iif(hinh_thuc_cn = 'moi', 1, NULL)) || ', lại ' || count(iif(hinh_thuc_cn = 'lai', 1, NULL))
                 || ', nâng ' || count(iif(hinh_thuc_cn = 'nang', 1, NULL)),
               'new ' || count(iif(hinh_thuc_cn = 'moi', 1, NULL)) || ', renewed ' || count(iif(hinh_thuc_cn = 'lai', 1, NULL))
                 || ', raised ' || count(iif(hinh_thuc_cn = 'nang', 1, NULL)),
               count(*), NULL, NULL, NULL, NULL,
               'có hiệu lực ' || count(iif(tt = 1, 1, NULL)) || ', hết hạn ' || count(iif(tt = 2, 1, NULL)) || ', đã thay thế '
                 || count(iif(tt = 3, 1, NULL)) || ', đã thu hồi ' || count(iif(tt = 4, 1, NULL)),
               'in force ' || count(iif(tt = 1, 1, NULL)) || ', expired ' || count(iif(tt = 2, 1, NULL)) || ', replaced '
                 || count(iif(tt = 3, 1, NULL)) || ', withdrawn ' || count(iif(tt = 4, 1, NULL)),
               NULL, 'từ giấy ' || count(iif(nguon_cn <> 'dien_tu', 1, NULL)), 'from paper ' || count(iif(nguon_cn <> 'dien_tu', 1, NULL))
          FROM dong)
 ORDER BY cuoi, ma_truong, loai, ngay_ky

-- title: Công nhận sắp hết hạn
-- title.en: Recognitions that expire
-- param: den_ngay date = today
-- label: den_ngay = Tính đến ngày | As of
-- param: so_thang integer = 24
-- label: so_thang = Trong số tháng tới | In the months to come
-- param: don_vi select_one don_vi
-- label: don_vi = Đơn vị quản lý | Managing unit
-- column: ma_truong = Mã trường | School code
-- column: ten = Tên trường | School name
-- column: loai = Công nhận | Recognised for
-- column: muc = Cấp độ, mức độ | Grade, degree
-- column: so_qd = Số quyết định | Decision
-- column: ngay_ky = Ngày ký | Signed on
-- column: ngay_het_han = Ngày hết hạn | Expires on
-- column: han_dang_ky_lai = Nên đăng ký lại trước | Register again before
-- column: khoang = Còn lại | Left
-- column: nguon = Nguồn | Source
-- roles: can_bo, lanh_dao_so, can_bo_trung_gian
-- One row per recognition in force whose day comes within so_thang months of the day, and those that have expired without another of the
-- same kind; the nearest first. The last row has how many expire within 6, 12 and 24 months, and how many rows come from paper.
WITH dong AS (
  SELECT t.ma_truong, t.ten, l.label AS loai, l.label_en AS loai_en, coalesce(c.cap_do, c.muc_do) AS muc, c.so_qd_cn AS so_qd,
         c.ngay_ky, c.ngay_het_han, add_months(v.ngay_het_han, -v.thang_dang_ky_lai) AS han_dang_ky_lai, n.label AS nguon, n.label_en AS nguon_en, c.nguon_cn,
         CASE WHEN c.ngay_het_han < :den_ngay THEN 0
              WHEN c.ngay_het_han <= add_months(:den_ngay, 6) THEN 6
              WHEN c.ngay_het_han <= add_months(:den_ngay, 12) THEN 12
              WHEN c.ngay_het_han <= add_months(:den_ngay, 24) THEN 24
              ELSE 99 END AS thang
    FROM v_cong_nhan AS v
    JOIN cong_nhan AS c ON c._id = v.cong_nhan
    JOIN truong AS t ON t._id = c.truong
    JOIN v_truong_dong AS m ON m.truong = t._id
    JOIN loai_cong_nhan AS l ON l.code = c.loai_cn
    JOIN nguon_cong_nhan AS n ON n.code = c.nguon_cn
   WHERE v.ngay_ky <= :den_ngay AND v.ngay_het_han <= add_months(:den_ngay, coalesce(:so_thang, 24)) AND coalesce(m.dong_tu, '9999') > :den_ngay
     AND coalesce(v.ngay_thu_hoi, '9999') > :den_ngay AND coalesce(v.ngay_thay_the, '9999') > :den_ngay
     AND (:don_vi IS NULL OR t._id IN (SELECT q.truong FROM v_thuoc AS q WHERE q.don_vi = :don_vi AND :den_ngay BETWEEN q.tu AND q.den))
)
SELECT ma_truong, ma_truong_en, ten, ten_en, loai, loai_en, muc, so_qd, ngay_ky, ngay_het_han, han_dang_ky_lai, khoang, khoang_en, nguon, nguon_en
  FROM (SELECT 0 AS cuoi, ma_truong, NULL AS ma_truong_en, ten, NULL AS ten_en, loai, loai_en, muc, so_qd, ngay_ky, ngay_het_han, han_dang_ky_lai,
               CASE thang WHEN 0 THEN 'Đã hết hạn' WHEN 99 THEN 'Trên 24 tháng' ELSE 'Trong ' || thang || ' tháng' END AS khoang,
               CASE thang WHEN 0 THEN 'Expired' WHEN 99 THEN 'Over 24 months' ELSE 'Within ' || thang || ' months' END AS khoang_en, nguon, nguon_en
          FROM dong
         UNION ALL
        SELECT 1, 'Tổng', 'Total', count(DISTINCT ma_truong) || ' trường', count(DISTINCT ma_truong) || ' schools', NULL, NULL, NULL,
               count(*), NULL, NULL, NULL,
               'đã hết hạn ' || count(CASE WHEN thang = 0 THEN 1 END) || ', 6 tháng ' || count(CASE WHEN thang = 6 THEN 1 END) || ', 12 tháng '
                 || count(CASE WHEN thang IN (6, 12) THEN 1 END) || ', 24 tháng ' || count(CASE WHEN thang IN (6, 12, 24) THEN 1 END),
               'expired ' || count(CASE WHEN thang = 0 THEN 1 END) || ', 6 months ' || count(CASE WHEN thang = 6 THEN 1 END) || ', 12 months '
                 || count(CASE WHEN thang IN (6, 12) THEN 1 END) || ', 24 months ' || count(CASE WHEN thang IN (6, 12, 24) THEN 1 END),
               'từ giấy ' || count(CASE WHEN nguon_cn <> 'dien_tu' THEN 1 END), 'from paper ' || count(CASE WHEN nguon_cn <> 'dien_tu' THEN 1 END)
          FROM dong)
 ORDER BY cuoi, ngay_het_han, ma_truong, loai

-- title: Trường được đăng ký nâng mức
-- title.en: Schools that may register for a higher one
-- param: den_ngay date = today
-- label: den_ngay = Tính đến ngày | As of
-- param: so_thang integer = 0
-- label: so_thang = Kể cả trong số tháng tới | Also in the months to come
-- param: don_vi select_one don_vi
-- label: don_vi = Đơn vị quản lý | Managing unit
-- column: ma_truong = Mã trường | School code
-- column: ten = Tên trường | School name
-- column: loai = Công nhận | Recognised for
-- column: muc = Cấp độ, mức độ | Grade, degree
-- column: ngay_ky = Ngày ký | Signed on
-- column: duoc_nang_tu = Được đăng ký nâng từ | May register from
-- column: ngay_het_han = Ngày hết hạn | Expires on
-- column: ma_dot = Đợt tự đánh giá gần nhất | Latest period
-- column: bo = Bộ tiêu chí | Rule set
-- column: muc_tdg = Mức tự đánh giá | Level of it
-- column: nguon = Nguồn | Source
-- roles: can_bo, lanh_dao_so, can_bo_trung_gian
-- One row per recognition that holds on the day, is not the highest of its kind (muc_cao_nhat of lists/loai_cong_nhan.csv) and is old enough
-- (nam_nang_muc of lists/quy_tac.csv), with the level of the latest period that has a verdict. The last row has how many of how many hold.
WITH tdg AS (
  SELECT m.truong, m.ma_dot, m.cac_bo, coalesce(m.muc_ket_luan, m.muc) AS muc,
         row_number() OVER (PARTITION BY m.truong ORDER BY m.tu_ngay DESC, m.ma_dot DESC) AS thu
    FROM v_muc_truong AS m
   WHERE m.trang_thai_kl = 'co' AND m.tu_ngay <= :den_ngay
),
hieu_luc AS (
  SELECT t.ma_truong, t.ten, l.label AS loai, l.label_en AS loai_en, v.muc, l.muc_cao_nhat, v.ngay_ky, v.ngay_het_han, v.nguon_cn,
         n.label AS nguon, n.label_en AS nguon_en, g.ma_dot, g.cac_bo AS bo, g.muc AS muc_tdg,
         add_months(v.ngay_ky, 12 * (SELECT q.so FROM v_quy_tac AS q WHERE q.van_ban = v.van_ban_cn AND q.tham_so = 'nam_nang_muc')) AS duoc_nang_tu
    FROM v_cong_nhan AS v
    JOIN truong AS t ON t._id = v.truong
    JOIN v_truong_dong AS m ON m.truong = t._id
    JOIN loai_cong_nhan AS l ON l.code = v.loai_cn
    JOIN nguon_cong_nhan AS n ON n.code = v.nguon_cn
    LEFT JOIN tdg AS g ON g.truong = v.truong AND g.thu = 1
   WHERE v.ngay_ky <= :den_ngay AND v.ngay_het_han >= :den_ngay AND coalesce(v.ngay_thu_hoi, '9999') > :den_ngay
     AND coalesce(v.ngay_thay_the, '9999') > :den_ngay AND coalesce(m.dong_tu, '9999') > :den_ngay
     AND (:don_vi IS NULL OR t._id IN (SELECT q.truong FROM v_thuoc AS q WHERE q.don_vi = :don_vi AND :den_ngay BETWEEN q.tu AND q.den))
),
dong AS (
  SELECT * FROM hieu_luc WHERE muc < muc_cao_nhat AND duoc_nang_tu <= add_months(:den_ngay, coalesce(:so_thang, 0))
)
SELECT ma_truong, ma_truong_en, ten, ten_en, loai, loai_en, muc, ngay_ky, duoc_nang_tu, ngay_het_han, ma_dot, bo, muc_tdg, nguon, nguon_en
  FROM (SELECT 0 AS cuoi, ma_truong, NULL AS ma_truong_en, ten, NULL AS ten_en, loai, loai_en, muc, ngay_ky, duoc_nang_tu, ngay_het_han, ma_dot, bo,
               muc_tdg, nguon, nguon_en
          FROM dong
         UNION ALL
        SELECT 1, 'Tổng', 'Total', count(DISTINCT ma_truong) || ' trường', count(DISTINCT ma_truong) || ' schools',
               count(*) || ' trong ' || (SELECT count(*) FROM hieu_luc) || ' công nhận', count(*) || ' of ' || (SELECT count(*) FROM hieu_luc) || ' recognitions',
               NULL, NULL, NULL, NULL, NULL, NULL, NULL,
               'từ giấy ' || count(iif(nguon_cn <> 'dien_tu', 1, NULL)), 'from paper ' || count(iif(nguon_cn <> 'dien_tu', 1, NULL))
          FROM dong)
 ORDER BY cuoi, ma_truong, loai

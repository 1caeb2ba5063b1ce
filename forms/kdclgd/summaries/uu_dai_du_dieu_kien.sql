-- title: Trường đủ điều kiện ưu đãi
-- title.en: Schools that qualify for an incentive
-- param: den_ngay date = today
-- label: den_ngay = Tính đến ngày | As of
-- param: co_che select_one co_che_uu_dai
-- label: co_che = Cơ chế | Policy
-- param: ca_chua_du yes_no = khong
-- label: ca_chua_du = Kể cả trường chưa đủ | Also those that do not qualify
-- column: co_che = Cơ chế | Policy
-- column: ma_truong = Mã trường | School code
-- column: ten = Tên trường | School name
-- column: loai_hinh = Loại hình | Ownership
-- column: dieu_kien = Điều kiện và số liệu | Conditions and values
-- column: dat = Điều kiện đạt | Conditions met
-- column: tong = Số điều kiện | Conditions
-- column: du = Đủ | Qualifies
-- roles: can_bo, lanh_dao_so
-- One row per policy and school open on the day: each condition (lists/dieu_kien_uu_dai.csv) with what is known of the school on that day.
-- What is not known is not met. Schools stand by name: nobody is ranked. The last row has how many of how many qualify, over all policies.
WITH xet AS (
  SELECT k.ma_cc, k.ten_cc, t.ma_truong, t.ten, h.label AS loai_hinh, h.label_en AS loai_hinh_en, d.label, d.label_en, d.thu_tu, d.phep, d.nguong,
         iif(l.gop = 'dem',
             (SELECT count(*) FROM v_so_lieu_uu_dai AS v
               WHERE v.truong = t._id AND v.so_lieu = d.so_lieu_ud AND coalesce(v.tu, '') <= :den_ngay AND coalesce(v.den, '9999') >= :den_ngay),
             (SELECT v.gia_tri FROM v_so_lieu_uu_dai AS v
               WHERE v.truong = t._id AND v.so_lieu = d.so_lieu_ud AND coalesce(v.tu, '') <= :den_ngay AND coalesce(v.den, '9999') >= :den_ngay
               ORDER BY v.tu DESC LIMIT 1)) AS gia_tri
    FROM co_che_uu_dai AS k
    JOIN dieu_kien_uu_dai AS d ON d.quy_tac_ud = k.quy_tac_cc AND d._retired = 0
    JOIN so_lieu_uu_dai AS l ON l.code = d.so_lieu_ud
    JOIN v_truong_dong AS m ON coalesce(m.dong_tu, '9999') > :den_ngay
    JOIN truong AS t ON t._id = m.truong
    JOIN loai_hinh AS h ON h.code = t.loai_hinh
   WHERE :co_che IS NULL OR k._id = :co_che
),
tung AS (
  SELECT *, coalesce(CASE phep WHEN '>=' THEN gia_tri >= nguong WHEN '<=' THEN gia_tri <= nguong ELSE gia_tri = nguong END, 0) AS dat
    FROM xet
),
dong AS (
  SELECT ma_cc, ten_cc, ma_truong, ten, loai_hinh, loai_hinh_en,
         group_concat(label || ': ' || coalesce(CAST(gia_tri AS INTEGER), 'chưa có') || iif(dat, ' (đạt)', ' (không đạt)'), '; ') AS dieu_kien,
         group_concat(label_en || ': ' || coalesce(CAST(gia_tri AS INTEGER), 'not known') || iif(dat, ' (met)', ' (not met)'), '; ') AS dieu_kien_en,
         sum(dat) AS dat, count(*) AS tong
    FROM (SELECT * FROM tung ORDER BY ma_cc, ma_truong, thu_tu)
   GROUP BY ma_cc, ma_truong
)
SELECT co_che, co_che_en, ma_truong, ten, ten_en, loai_hinh, loai_hinh_en, dieu_kien, dieu_kien_en, dat, tong, du, du_en
  FROM (SELECT 0 AS cuoi, ma_cc, ten_cc AS co_che, NULL AS co_che_en, ma_truong, ten, NULL AS ten_en, loai_hinh, loai_hinh_en, dieu_kien, dieu_kien_en, dat, tong,
               iif(dat = tong, 'đủ', 'chưa đủ') AS du, iif(dat = tong, 'yes', 'not yet') AS du_en
          FROM dong
         WHERE dat = tong OR :ca_chua_du = 'co'
         UNION ALL
        SELECT 1, NULL, 'Tổng', 'Total', NULL, count(DISTINCT iif(dat = tong, ma_truong, NULL)) || ' trong ' || count(DISTINCT ma_truong) || ' trường',
               count(DISTINCT iif(dat = tong, ma_truong, NULL)) || ' of ' || count(DISTINCT ma_truong) || ' schools', NULL, NULL, NULL, NULL, NULL, NULL,
               count(iif(dat = tong, 1, NULL)) || '/' || count(*), NULL
          FROM dong)
 ORDER BY cuoi, ma_cc, sort_key(ten), ma_truong

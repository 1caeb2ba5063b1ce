-- title: Điều kiện chuẩn quốc gia
-- title.en: Conditions of the national standard
-- param: tu_ngay date
-- label: tu_ngay = Xét từ ngày | Looked at from
-- param: den_ngay date = today
-- label: den_ngay = Đến ngày | Until
-- column: ma_truong = Mã trường | School code
-- column: ten = Tên trường | School name
-- column: ma_dot = Đợt | Period
-- column: van_ban = Theo văn bản | Under
-- column: muc_do = Mức độ xét | Degree
-- column: ngay_xet = Ngày xét | Looked at on
-- column: dat = Điều kiện đạt | Conditions met
-- column: tong = Số điều kiện | Conditions
-- column: con_thieu = Chưa đạt, chưa xét | Not met, not looked at
-- column: du = Đủ | All met
-- roles: can_bo, lanh_dao_so, can_bo_trung_gian
-- One row per period looked at. A condition that does not apply counts as met. The last row has how many periods have all of theirs.
WITH dong AS (
  SELECT t.ma_truong, t.ten, d.ma_dot, w.short AS van_ban, k.muc_do_xet AS muc_do, k.ngay_xet,
         count(iif(c.ket_qua_dkc IN ('dat', 'khong_ap_dung'), 1, NULL)) AS dat, count(c._row_key) AS tong,
         group_concat(iif(c.ket_qua_dkc IN ('dat', 'khong_ap_dung'), NULL, m.label), '; ') AS con_thieu,
         group_concat(iif(c.ket_qua_dkc IN ('dat', 'khong_ap_dung'), NULL, m.label_en), '; ') AS con_thieu_en
    FROM dieu_kien_cqg AS k
    JOIN dot_tdg AS d ON d._id = k.dot_dkc
    JOIN truong AS t ON t._id = d.truong
    LEFT JOIN van_ban AS w ON w.code = d.van_ban
    LEFT JOIN dieu_kien_cqg__dieu_kien AS c ON c._record = k._id
    LEFT JOIN dk_cqg AS m ON m.code = c.dieu_kien_dkc
   WHERE k.ngay_xet <= :den_ngay AND (:tu_ngay IS NULL OR k.ngay_xet >= :tu_ngay)
   GROUP BY k._id
)
SELECT ma_truong, ma_truong_en, ten, ten_en, ma_dot, van_ban, muc_do, ngay_xet, dat, tong, con_thieu, con_thieu_en, du, du_en
  FROM (SELECT 0 AS cuoi, ma_truong, NULL AS ma_truong_en, ten, NULL AS ten_en, ma_dot, van_ban, muc_do, ngay_xet, dat, tong, con_thieu, con_thieu_en,
               iif(tong > 0 AND dat = tong, 'đủ', 'chưa đủ') AS du, iif(tong > 0 AND dat = tong, 'yes', 'not yet') AS du_en
          FROM dong
         UNION ALL
        SELECT 1, 'Tổng', 'Total', count(DISTINCT ma_truong) || ' trường', count(DISTINCT ma_truong) || ' schools', count(*), NULL, NULL, NULL,
               coalesce(sum(dat), 0), coalesce(sum(tong), 0), NULL, NULL, 'đủ ' || count(iif(tong > 0 AND dat = tong, 1, NULL)) || '/' || count(*),
               'all met ' || count(iif(tong > 0 AND dat = tong, 1, NULL)) || '/' || count(*)
          FROM dong)
 ORDER BY cuoi, ma_truong, ma_dot

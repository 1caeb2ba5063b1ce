-- title: Đề nghị ưu đãi
-- title.en: Proposals of incentives
-- param: nam_hoc integer
-- label: nam_hoc = Năm học bắt đầu | School year begins in
-- param: den_ngay date = today
-- label: den_ngay = Đề nghị đến ngày | Proposed until
-- param: co_che select_one co_che_uu_dai
-- label: co_che = Cơ chế | Policy
-- column: nam_hoc = Năm học | School year
-- column: co_che = Cơ chế | Policy
-- column: ma_truong = Mã trường | School code
-- column: ten = Tên trường | School name
-- column: ngay = Ngày đề nghị | Proposed on
-- column: dat = Điều kiện đạt | Conditions met
-- column: tong = Số điều kiện | Conditions
-- column: trang_thai = Trạng thái | State
-- column: so_qd = Số quyết định | Decision
-- column: ngay_qd = Ngày quyết định | Decided on
-- column: ly_do = Lý do | Why
-- roles: can_bo, lanh_dao_so
-- One row per proposal, with the conditions that the school met on the day it was proposed, by policy and name. The last row counts each state.
WITH tung AS MATERIALIZED (
  SELECT de_nghi, dat FROM v_dieu_kien_de_nghi
),
dong AS (
  SELECT d.nam_hoc_dn AS nam, k.ma_cc, k.ten_cc AS co_che, t.ma_truong, t.ten, d.ngay_dn AS ngay, d._state AS tt, d.so_qd_dn AS so_qd, d.ngay_qd_dn AS ngay_qd,
         d.ly_do_dn AS ly_do,
         (SELECT count(*) FROM tung AS c WHERE c.de_nghi = d._id AND c.dat) AS dat, (SELECT count(*) FROM tung AS c WHERE c.de_nghi = d._id) AS tong
    FROM de_nghi_uu_dai AS d
    JOIN co_che_uu_dai AS k ON k._id = d.co_che_dn
    JOIN truong AS t ON t._id = d.truong
   WHERE d.ngay_dn <= :den_ngay AND (:nam_hoc IS NULL OR d.nam_hoc_dn = :nam_hoc) AND (:co_che IS NULL OR d.co_che_dn = :co_che)
)
SELECT nam_hoc, nam_hoc_en, co_che, co_che_en, ma_truong, ten, ten_en, ngay, dat, tong, trang_thai, trang_thai_en, so_qd, ngay_qd, ly_do
  FROM (SELECT 0 AS cuoi, nam, ma_cc, nam || '-' || (nam + 1) AS nam_hoc, NULL AS nam_hoc_en, co_che, NULL AS co_che_en, ma_truong, ten, NULL AS ten_en, ngay,
               dat, tong,
               CASE tt WHEN 'de_nghi' THEN 'Đề nghị' WHEN 'xet' THEN 'Đang xét' WHEN 'duyet' THEN 'Được duyệt' WHEN 'khong' THEN 'Không duyệt' ELSE 'Đã hưởng' END
                 AS trang_thai,
               CASE tt WHEN 'de_nghi' THEN 'Proposed' WHEN 'xet' THEN 'Looked at' WHEN 'duyet' THEN 'Approved' WHEN 'khong' THEN 'Refused' ELSE 'Received' END
                 AS trang_thai_en, so_qd, ngay_qd, ly_do
          FROM dong
         UNION ALL
        SELECT 1, NULL, NULL, 'Tổng', 'Total', count(*) || ' đề nghị', count(*) || ' proposals', NULL, count(DISTINCT ma_truong) || ' trường',
               count(DISTINCT ma_truong) || ' schools', NULL, coalesce(sum(dat), 0), coalesce(sum(tong), 0),
               'đang xét ' || count(iif(tt IN ('de_nghi', 'xet'), 1, NULL)) || ', được duyệt ' || count(iif(tt IN ('duyet', 'da_huong'), 1, NULL))
                 || ', đã hưởng ' || count(iif(tt = 'da_huong', 1, NULL)) || ', không duyệt ' || count(iif(tt = 'khong', 1, NULL)),
               'waiting ' || count(iif(tt IN ('de_nghi', 'xet'), 1, NULL)) || ', approved ' || count(iif(tt IN ('duyet', 'da_huong'), 1, NULL))
                 || ', received ' || count(iif(tt = 'da_huong', 1, NULL)) || ', refused ' || count(iif(tt = 'khong', 1, NULL)),
               NULL, NULL, NULL
          FROM dong)
 ORDER BY cuoi, nam, ma_cc, sort_key(ten), ma_truong

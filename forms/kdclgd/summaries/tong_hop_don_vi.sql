-- title: Tổng hợp theo đơn vị quản lý và cấp học
-- title.en: Totals by managing unit and level
-- param: tu_ngay date
-- label: tu_ngay = Từ ngày | From
-- param: den_ngay date = today
-- label: den_ngay = Đến ngày, tình trạng tính đến ngày này | Until, and as of
-- param: don_vi select_one don_vi
-- label: don_vi = Đơn vị quản lý | Managing unit
-- param: bo select_one bo_tieu_chi
-- label: bo = Bộ tiêu chí | Rule set
-- param: loai_hinh select_one loai_hinh
-- label: loai_hinh = Loại hình | Ownership
-- column: ma = Mã đơn vị | Code
-- column: ten_don_vi = Đơn vị | Unit
-- column: cap_hoc = Cấp học | Level of education
-- column: so_truong = Tổng số trường | Schools
-- column: cong_lap = Công lập | Public
-- column: ngoai_cong_lap = Ngoài công lập | Not public
-- column: tdg_xong = Đã hoàn thành tự đánh giá | Self-assessed
-- column: tdg_ty_le = Tỷ lệ tự đánh giá % | Self-assessed %
-- column: da_dgn = Đã đánh giá ngoài | Evaluated externally
-- column: dgn_ty_le = Tỷ lệ đánh giá ngoài % | Evaluated externally %
-- column: kd_1 = KĐCL cấp độ 1 | Accredited, grade 1
-- column: kd_2 = KĐCL cấp độ 2 | Accredited, grade 2
-- column: kd_3 = KĐCL cấp độ 3 | Accredited, grade 3
-- column: kd_4 = KĐCL cấp độ 4 | Accredited, grade 4
-- column: kd_tong = KĐCL, tổng số | Accredited, all
-- column: kd_ty_le = Tỷ lệ KĐCL % | Accredited %
-- column: kd_cong_lap = KĐCL, công lập | Accredited, public
-- column: kd_cong_lap_ty_le = Tỷ lệ KĐCL trong công lập % | Accredited, of public %
-- column: xet_cqg = Số trường xét chuẩn quốc gia | Schools that a national standard is for
-- column: cqg_1 = CQG mức độ 1 | National standard, degree 1
-- column: cqg_2 = CQG mức độ 2 | National standard, degree 2
-- column: cqg_tong = CQG, tổng số | National standard, all
-- column: cqg_ty_le = Tỷ lệ CQG % | National standard %
-- column: xet_cqg_cong_lap = Công lập xét chuẩn quốc gia | Public schools that it is for
-- column: cqg_cong_lap = CQG, công lập | National standard, public
-- column: cqg_cong_lap_ty_le = Tỷ lệ CQG trong công lập % | National standard, of public %
-- column: moi = Công nhận mới trong kỳ | Newly recognised in this time
-- column: cong_nhan_lai = Công nhận lại trong kỳ | Renewed in this time
-- column: nang = Nâng mức trong kỳ | Raised in this time
-- column: het_han_6_thang = Hết hạn trong 6 tháng | Expire within 6 months
-- column: qua_han = Đã hết hạn | Expired
-- column: theo_2018 = Công nhận theo thông tư 2018 | Recognised under the circulars of 2018
-- column: theo_2026 = Công nhận theo TT 57/2026 | Recognised under circular 57/2026
-- column: tu_giay = Công nhận từ hồ sơ giấy | Recognised from paper
-- roles: can_bo, lanh_dao_so, can_bo_trung_gian
-- One row per unit that manages directly on den_ngay, and level of education; a school counts once, under cap_thong_ke, with the highest grade and degree that hold on den_ngay. Self-assessed: a
-- period begun from tu_ngay to den_ngay was handed in, or a result on paper of that time was confirmed; evaluated externally: such a result.
-- New, renewed and raised are schools with such a decision signed in this time. bo looks at periods, results and recognitions under that set
-- alone. The last row is the total; the two numbers of each share stand before it.
WITH ts AS (
  SELECT t._id AS truong, t.ma_truong, t.ten, t.cap_thong_ke, t.loai_hinh, iif(t.loai_hinh = 'cong_lap', 1, NULL) AS cong_lap
    FROM truong AS t
   WHERE t._id IN (SELECT m.truong FROM v_truong_dong AS m WHERE coalesce(m.dong_tu, '9999') > :den_ngay)
     AND coalesce(t.nam_thanh_lap, 0) <= CAST(substr(:den_ngay, 1, 4) AS INTEGER)
     AND (:loai_hinh IS NULL OR t.loai_hinh = :loai_hinh)
     AND (:don_vi IS NULL OR t._id IN (SELECT q.truong FROM v_thuoc AS q WHERE q.don_vi = :don_vi AND :den_ngay BETWEEN q.tu AND q.den))
),
tdg AS (
  SELECT d.truong AS truong
    FROM dot_tdg AS d
   WHERE d._state IN ('da_nop', 'tiep_nhan', 'cong_bo', 'khoa') AND d.tu_ngay <= :den_ngay AND (:tu_ngay IS NULL OR d.tu_ngay >= :tu_ngay)
     AND (:bo IS NULL OR EXISTS (SELECT 1 FROM dot_tdg__pham_vi AS p WHERE p._record = d._id AND p.bo_tieu_chi = :bo))
   UNION
  SELECT g.truong FROM v_ket_qua_giay AS g
   WHERE g.nguon = 'tdg' AND g.ngay <= :den_ngay AND (:tu_ngay IS NULL OR g.ngay >= :tu_ngay) AND (:bo IS NULL OR g.bo = :bo)
),
dgn AS (
  SELECT DISTINCT g.truong AS truong FROM v_ket_qua_dgn AS g
   WHERE g.ngay <= :den_ngay AND (:tu_ngay IS NULL OR g.ngay >= :tu_ngay) AND (:bo IS NULL OR g.bo = :bo)
),
cn AS (
  SELECT v.*, w.nhom AS nhom, v.nguon_cn <> 'dien_tu' AS giay,
         v.ngay_het_han >= :den_ngay AND coalesce(v.ngay_thay_the, '9999') > :den_ngay AS con,
         v.ngay_het_han < :den_ngay AND coalesce(v.ngay_thay_the, '9999') > :den_ngay AS het
    FROM v_cong_nhan AS v
    JOIN van_ban AS w ON w.code = v.van_ban_cn
   WHERE v.ngay_ky <= :den_ngay AND coalesce(v.ngay_thu_hoi, '9999') > :den_ngay
     AND (:bo IS NULL OR v.van_ban_cn = (SELECT b.van_ban FROM bo_tieu_chi AS b WHERE b.code = :bo))
),
theo AS (
  SELECT c.truong AS truong, max(iif(c.con AND c.loai_cn = 'kd', c.muc, NULL)) AS kd, max(iif(c.con AND c.loai_cn = 'cqg', c.muc, NULL)) AS cqg,
         max(iif(c.con AND c.loai_cn = 'kd', 1, NULL)) AS co_kd, max(iif(c.con AND c.loai_cn = 'cqg', 1, NULL)) AS co_cqg,
         max(iif(c.con AND c.ngay_het_han <= date(:den_ngay, '+6 months'), 1, NULL)) AS sap_het, max(iif(c.het, 1, NULL)) AS da_het,
         max(iif(c.con AND c.nhom = '2018', 1, NULL)) AS theo_2018, max(iif(c.con AND c.nhom = '2026', 1, NULL)) AS theo_2026,
         max(iif(c.con AND c.giay, 1, NULL)) AS tu_giay
    FROM cn AS c
   GROUP BY c.truong
),
ky AS (
  SELECT v.truong AS truong, max(iif(v.hinh_thuc_cn = 'moi', 1, NULL)) AS moi, max(iif(v.hinh_thuc_cn = 'lai', 1, NULL)) AS lai,
         max(iif(v.hinh_thuc_cn = 'nang', 1, NULL)) AS nang
    FROM v_cong_nhan AS v
   WHERE v.ngay_ky <= :den_ngay AND (:tu_ngay IS NULL OR v.ngay_ky >= :tu_ngay)
     AND (:bo IS NULL OR v.van_ban_cn = (SELECT b.van_ban FROM bo_tieu_chi AS b WHERE b.code = :bo))
   GROUP BY v.truong
),
dong AS (
  SELECT ts.*, tdg.truong AS tdg, dgn.truong AS dgn, a.kd, a.cqg, a.co_kd, a.co_cqg, a.sap_het, a.da_het, a.theo_2018, a.theo_2026, a.tu_giay, k.moi, k.lai, k.nang,
         iif(EXISTS (SELECT 1 FROM bo_tieu_chi AS b WHERE b.chuan_quoc_gia = 'co' AND ' ' || b.cap_hoc || ' ' LIKE '% ' || ts.cap_thong_ke || ' %'), 1, NULL) AS xet_cqg
    FROM ts
    LEFT JOIN tdg ON tdg.truong = ts.truong
    LEFT JOIN dgn ON dgn.truong = ts.truong
    LEFT JOIN theo AS a ON a.truong = ts.truong
    LEFT JOIN ky AS k ON k.truong = ts.truong
),
ql AS (
  SELECT q._record AS truong, max(u.ma_don_vi) AS ma
    FROM truong__quan_ly AS q
    JOIN don_vi AS u ON u._id = q.don_vi
   WHERE q.vai = 'quan_ly_truc_tiep' AND coalesce(q.tu, '') <= :den_ngay AND coalesce(q.den, '9999') >= :den_ngay
   GROUP BY q._record
),
nhan AS (
  SELECT ql.ma, coalesce(u.ten, 'Chưa ghi đơn vị quản lý') AS ten_don_vi, coalesce(u.ten, 'No managing unit given') AS ten_don_vi_en, c.thu_tu,
         c.label AS cap_hoc, c.label_en AS cap_hoc_en, d.*
    FROM dong AS d
    JOIN cap_hoc AS c ON c.code = d.cap_thong_ke
    LEFT JOIN ql ON ql.truong = d.truong
    LEFT JOIN don_vi AS u ON u.ma_don_vi = ql.ma
),
gop AS (
  SELECT 0 AS cuoi, ma, ten_don_vi, ten_don_vi_en, thu_tu, cap_hoc, cap_hoc_en,
         count(*) AS so_truong, count(cong_lap) AS cong_lap, count(*) - count(cong_lap) AS ngoai_cong_lap, count(tdg) AS tdg_xong,
         count(dgn) AS da_dgn, count(iif(kd = 1, 1, NULL)) AS kd_1, count(iif(kd = 2, 1, NULL)) AS kd_2, count(iif(kd = 3, 1, NULL)) AS kd_3,
         count(iif(kd = 4, 1, NULL)) AS kd_4, count(co_kd) AS kd_tong, count(iif(cong_lap, co_kd, NULL)) AS kd_cong_lap, count(xet_cqg) AS xet_cqg,
         count(iif(cqg = 1, 1, NULL)) AS cqg_1, count(iif(cqg = 2, 1, NULL)) AS cqg_2, count(co_cqg) AS cqg_tong,
         count(iif(cong_lap, xet_cqg, NULL)) AS xet_cqg_cong_lap, count(iif(cong_lap, co_cqg, NULL)) AS cqg_cong_lap, count(moi) AS moi,
         count(lai) AS cong_nhan_lai, count(nang) AS nang, count(sap_het) AS het_han_6_thang, count(da_het) AS qua_han,
         count(theo_2018) AS theo_2018, count(theo_2026) AS theo_2026, count(tu_giay) AS tu_giay
    FROM nhan
   GROUP BY ma, thu_tu
   UNION ALL
  SELECT 1, NULL, 'Tổng', 'Total', NULL, NULL, NULL,
         count(*) AS so_truong, count(cong_lap) AS cong_lap, count(*) - count(cong_lap) AS ngoai_cong_lap, count(tdg) AS tdg_xong,
         count(dgn) AS da_dgn, count(iif(kd = 1, 1, NULL)) AS kd_1, count(iif(kd = 2, 1, NULL)) AS kd_2, count(iif(kd = 3, 1, NULL)) AS kd_3,
         count(iif(kd = 4, 1, NULL)) AS kd_4, count(co_kd) AS kd_tong, count(iif(cong_lap, co_kd, NULL)) AS kd_cong_lap, count(xet_cqg) AS xet_cqg,
         count(iif(cqg = 1, 1, NULL)) AS cqg_1, count(iif(cqg = 2, 1, NULL)) AS cqg_2, count(co_cqg) AS cqg_tong,
         count(iif(cong_lap, xet_cqg, NULL)) AS xet_cqg_cong_lap, count(iif(cong_lap, co_cqg, NULL)) AS cqg_cong_lap, count(moi) AS moi,
         count(lai) AS cong_nhan_lai, count(nang) AS nang, count(sap_het) AS het_han_6_thang, count(da_het) AS qua_han,
         count(theo_2018) AS theo_2018, count(theo_2026) AS theo_2026, count(tu_giay) AS tu_giay
    FROM nhan
)
SELECT ma, ten_don_vi, ten_don_vi_en, cap_hoc, cap_hoc_en,
       so_truong, cong_lap, ngoai_cong_lap, tdg_xong, round(100.0 * tdg_xong / nullif(so_truong, 0), 2) AS tdg_ty_le, da_dgn,
       round(100.0 * da_dgn / nullif(so_truong, 0), 2) AS dgn_ty_le, kd_1, kd_2, kd_3, kd_4, kd_tong,
       round(100.0 * kd_tong / nullif(so_truong, 0), 2) AS kd_ty_le, kd_cong_lap,
       round(100.0 * kd_cong_lap / nullif(cong_lap, 0), 2) AS kd_cong_lap_ty_le, xet_cqg, cqg_1, cqg_2, cqg_tong,
       round(100.0 * cqg_tong / nullif(xet_cqg, 0), 2) AS cqg_ty_le, xet_cqg_cong_lap, cqg_cong_lap,
       round(100.0 * cqg_cong_lap / nullif(xet_cqg_cong_lap, 0), 2) AS cqg_cong_lap_ty_le, moi, cong_nhan_lai, nang, het_han_6_thang, qua_han,
       theo_2018, theo_2026, tu_giay
  FROM gop
 ORDER BY cuoi, ma IS NULL, ma, thu_tu

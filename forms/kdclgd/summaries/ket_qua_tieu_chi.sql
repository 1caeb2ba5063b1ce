-- title: Kết quả từng tiêu chí
-- title.en: Results by criterion
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
-- column: ma_truong = Mã trường | School code
-- column: ten = Tên trường | School name
-- column: ma_dot = Đợt | Period
-- column: bo = Bộ tiêu chí | Rule set
-- column: cap_hoc = Cấp học | Level of education
-- column: tieu_chi = Tiêu chí | Criterion
-- column: ten_tieu_chi = Tên tiêu chí | Title
-- column: dat = Chỉ báo đạt | Indicators met
-- column: danh_gia = Chỉ báo đã đánh giá | Indicators assessed
-- column: ty_le = Tỷ lệ đạt % | Met %
-- column: tdg = Mức tự đánh giá | Level of self-assessment
-- column: dgn = Mức đánh giá ngoài | Level of external evaluation
-- column: so_minh_chung = Số minh chứng | Evidence
-- column: nguon = Nguồn | Source
-- roles: can_bo, lanh_dao_so, can_bo_trung_gian
-- One row per criterion of each period begun from tu_ngay to den_ngay, and of each result of a self-assessment on paper, with the level that
-- an external evaluation of the same school year gave. The last row has the indicators of all, and how many rows come from paper.
WITH ts AS (
  SELECT t._id AS truong, t.ma_truong, t.ten, t.cap_thong_ke, t.loai_hinh, iif(t.loai_hinh = 'cong_lap', 1, NULL) AS cong_lap
    FROM truong AS t
   WHERE t._id IN (SELECT m.truong FROM v_truong_dong AS m WHERE coalesce(m.dong_tu, '9999') > :den_ngay)
     AND coalesce(t.nam_thanh_lap, 0) <= CAST(substr(:den_ngay, 1, 4) AS INTEGER)
     AND (:loai_hinh IS NULL OR t.loai_hinh = :loai_hinh)
     AND (:don_vi IS NULL OR t._id IN (SELECT q.truong FROM v_thuoc AS q WHERE q.don_vi = :don_vi AND :den_ngay BETWEEN q.tu AND q.den))
),
cb AS (
  SELECT c._record AS phieu, count(iif(c.ket_qua = 'dat', 1, NULL)) AS dat, count(iif(c.ket_qua IN ('dat', 'khong'), 1, NULL)) AS danh_gia
    FROM phieu_tieu_chi__chi_bao AS c
   GROUP BY c._record
),
mc AS (
  SELECT v.phieu AS phieu, count(DISTINCT v.ma) AS so FROM v_trich_dan AS v GROUP BY v.phieu
),
ngoai AS (
  SELECT truong, nam_hoc, cap_hoc, tieu_chi, muc, max(ngay) AS ngay
    FROM (SELECT g.truong AS truong, g.nam_hoc_kq AS nam_hoc, g.cap_hoc_kq AS cap_hoc, k.tieu_chi_kq AS tieu_chi, k.muc_tc AS muc, g.ngay_kq AS ngay
            FROM ket_qua_giay AS g
            JOIN ket_qua_giay__muc_tieu_chi AS k ON k._record = g._id
           WHERE g._state = 'xac_nhan' AND g.nguon_kq = 'dgn' AND g.ngay_kq <= :den_ngay
           UNION ALL
          SELECT q.truong, q.nam_hoc, t.cap_hoc, t.tieu_chi, t.muc, q.ngay
            FROM v_ket_qua_dgn AS q
            JOIN v_thong_nhat AS t ON t.dot = q.doan
           WHERE q.ngay <= :den_ngay)
   GROUP BY truong, nam_hoc, cap_hoc, tieu_chi
),
tc AS (
  SELECT d.truong AS truong, d.ma_dot, d.nam_hoc, v.bo, v.cap_hoc, v.tieu_chi, v.so_hieu, v.ten AS ten_tc, v.ten_en AS ten_tc_en, v.thu_tu, v.phieu, v.muc, 0 AS giay
    FROM v_phieu AS v
    JOIN dot_tdg AS d ON d._id = v.dot
   WHERE d.tu_ngay <= :den_ngay AND (:tu_ngay IS NULL OR d.tu_ngay >= :tu_ngay) AND (:bo IS NULL OR v.bo = :bo)
   UNION ALL
  SELECT g.truong, g.nam_hoc_kq || '-' || (g.nam_hoc_kq + 1), g.nam_hoc_kq, g.bo_kq, g.cap_hoc_kq, k.tieu_chi_kq, t.short, t.label, t.label_en, t.thu_tu, NULL, k.muc_tc, 1
    FROM ket_qua_giay AS g
    JOIN ket_qua_giay__muc_tieu_chi AS k ON k._record = g._id
    JOIN tieu_chi AS t ON t.code = k.tieu_chi_kq
   WHERE g._state = 'xac_nhan' AND g.nguon_kq = 'tdg' AND g.ngay_kq <= :den_ngay AND (:tu_ngay IS NULL OR g.ngay_kq >= :tu_ngay) AND (:bo IS NULL OR g.bo_kq = :bo)
),
dong AS (
  SELECT ts.ma_truong, ts.ten, tc.ma_dot, tc.bo, c.label AS cap_hoc, c.label_en AS cap_hoc_en, c.thu_tu AS cap, tc.so_hieu AS tieu_chi, tc.ten_tc, tc.ten_tc_en, tc.thu_tu,
         cb.dat, cb.danh_gia, tc.muc AS tdg, n.muc AS dgn, coalesce(mc.so, iif(tc.giay, NULL, 0)) AS so_minh_chung, tc.giay
    FROM tc
    JOIN ts ON ts.truong = tc.truong
    JOIN cap_hoc AS c ON c.code = tc.cap_hoc
    LEFT JOIN cb ON cb.phieu = tc.phieu
    LEFT JOIN mc ON mc.phieu = tc.phieu
    LEFT JOIN ngoai AS n ON n.truong = tc.truong AND n.nam_hoc = tc.nam_hoc AND n.cap_hoc = tc.cap_hoc AND n.tieu_chi = tc.tieu_chi
)
SELECT ma_truong, ma_truong_en, ten, ten_en, ma_dot, bo, cap_hoc, cap_hoc_en, tieu_chi, tieu_chi_en, ten_tieu_chi, ten_tieu_chi_en, dat, danh_gia,
       round(100.0 * dat / nullif(danh_gia, 0), 2) AS ty_le, tdg, dgn, so_minh_chung, nguon, nguon_en
  FROM (SELECT 0 AS cuoi, ma_truong, NULL AS ma_truong_en, ten, NULL AS ten_en, ma_dot, bo, cap_hoc, cap_hoc_en, cap, tieu_chi, NULL AS tieu_chi_en,
               ten_tc AS ten_tieu_chi, ten_tc_en AS ten_tieu_chi_en, thu_tu, dat, danh_gia, tdg, dgn, so_minh_chung, iif(giay, 'Giấy', 'Điện tử') AS nguon,
               iif(giay, 'Paper', 'Electronic') AS nguon_en
          FROM dong
         UNION ALL
        SELECT 1, 'Tổng', 'Total', count(DISTINCT ma_truong) || ' trường', count(DISTINCT ma_truong) || ' schools', NULL, NULL, NULL, NULL, NULL,
               count(*) || ' lượt tiêu chí', count(*) || ' criteria', NULL, NULL, NULL, sum(dat), sum(danh_gia), count(tdg), count(dgn), sum(so_minh_chung),
               'từ giấy ' || count(iif(giay, 1, NULL)), 'from paper ' || count(iif(giay, 1, NULL))
          FROM dong)
 ORDER BY cuoi, ma_truong, ma_dot, cap, thu_tu

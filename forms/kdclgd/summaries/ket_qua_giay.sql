-- title: Kết quả trên giấy
-- title.en: Results on paper
-- param: tu_nam integer
-- label: tu_nam = Từ năm học | From school year
-- param: den_ngay date = today
-- label: den_ngay = Văn bản đến ngày | Papers dated until
-- param: nguon select_one nguon_ket_qua
-- label: nguon = Kết quả của | Result of
-- param: don_vi select_one don_vi
-- label: don_vi = Đơn vị quản lý | Managing unit
-- column: ma_truong = Mã trường | School code
-- column: ten = Tên trường | School name
-- column: loai_hinh = Loại hình | Ownership
-- column: nam_hoc = Năm học | School year
-- column: nguon = Kết quả của | Result of
-- column: cap_hoc = Cấp học | Level of education
-- column: bo = Bộ tiêu chí | Rule set
-- column: so_vb = Số văn bản | Reference
-- column: ngay = Ngày | Dated
-- column: muc = Mức của trường | Level of the school
-- column: so_tieu_chi = Số tiêu chí có mức | Criteria with a level
-- column: dat_1 = Đạt từ Mức 1 | Level 1 or above
-- column: dat_2 = Đạt từ Mức 2 | Level 2 or above
-- column: dat_3 = Đạt từ Mức 3 | Level 3 or above
-- column: ty_le = Tỷ lệ đạt từ Mức 1 % | Level 1 or above %
-- roles: can_bo, lanh_dao_so, can_bo_trung_gian
-- One row per result that was keyed twice and confirmed. The last row adds up the criteria, counts each school once, and says how many wait.
WITH thuoc AS (
  SELECT t._id AS truong, t.ma_truong, t.ten, h.label AS loai_hinh, h.label_en AS loai_hinh_en
    FROM truong AS t
    JOIN loai_hinh AS h ON h.code = t.loai_hinh
   WHERE :don_vi IS NULL OR t._id IN (SELECT q.truong FROM v_thuoc AS q WHERE q.don_vi = :don_vi AND :den_ngay BETWEEN q.tu AND q.den)
),
dong AS (
  SELECT t.*, v.nam_hoc, n.label AS nguon, n.label_en AS nguon_en, c.label AS cap_hoc, c.label_en AS cap_hoc_en, v.bo, v.so_vb, v.ngay, v.muc,
         v.so_co_muc AS so_tieu_chi, v.dat_1, v.dat_2, v.dat_3
    FROM v_ket_qua_giay AS v
    JOIN thuoc AS t ON t.truong = v.truong
    JOIN nguon_ket_qua AS n ON n.code = v.nguon
    JOIN cap_hoc AS c ON c.code = v.cap_hoc
   WHERE v.ngay <= :den_ngay AND (:tu_nam IS NULL OR v.nam_hoc >= :tu_nam) AND (:nguon IS NULL OR v.nguon = :nguon)
),
cho AS (
  SELECT count(*) AS so
    FROM ket_qua_giay AS g
    JOIN thuoc AS t ON t.truong = g.truong
   WHERE g._state <> 'xac_nhan' AND g.ngay_kq <= :den_ngay AND (:tu_nam IS NULL OR g.nam_hoc_kq >= :tu_nam) AND (:nguon IS NULL OR g.nguon_kq = :nguon)
)
SELECT ma_truong, ma_truong_en, ten, ten_en, loai_hinh, loai_hinh_en, nam_hoc, nam_hoc_en, nguon, nguon_en, cap_hoc, cap_hoc_en, bo, so_vb, ngay, muc,
       so_tieu_chi, dat_1, dat_2, dat_3, round(100.0 * dat_1 / nullif(so_tieu_chi, 0), 2) AS ty_le
  FROM (SELECT 0 AS cuoi, ma_truong, NULL AS ma_truong_en, ten, NULL AS ten_en, loai_hinh, loai_hinh_en, nam_hoc || '-' || (nam_hoc + 1) AS nam_hoc,
               NULL AS nam_hoc_en, nguon, nguon_en, cap_hoc, cap_hoc_en, bo, so_vb, ngay, muc, so_tieu_chi, dat_1, dat_2, dat_3
          FROM dong
         UNION ALL
        SELECT 1, 'Tổng', 'Total', count(DISTINCT ma_truong) || ' trường', count(DISTINCT ma_truong) || ' schools', NULL, NULL,
               count(*) || ' kết quả, chờ ' || (SELECT so FROM cho), count(*) || ' results, waiting ' || (SELECT so FROM cho), NULL, NULL, NULL, NULL, NULL,
               NULL, NULL, NULL, coalesce(sum(so_tieu_chi), 0), coalesce(sum(dat_1), 0), coalesce(sum(dat_2), 0), coalesce(sum(dat_3), 0)
          FROM dong)
 ORDER BY cuoi, ma_truong, nam_hoc, nguon, cap_hoc

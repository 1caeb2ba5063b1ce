-- title: Chỉ tiêu và thực hiện
-- title.en: Targets and what was reached
-- param: nam_hoc integer
-- label: nam_hoc = Năm học bắt đầu | School year begins in
-- param: den_ngay date = today
-- label: den_ngay = Tính đến ngày | As of
-- column: don_vi = Đơn vị | Unit
-- column: nam_hoc = Năm học | School year
-- column: cap_hoc = Cấp học | Level of education
-- column: loai = Chỉ tiêu | Target
-- column: so_ct = Chỉ tiêu, số trường | To reach it
-- column: mau_so_ct = Chỉ tiêu, tổng số | Of
-- column: ty_le_ct = Chỉ tiêu % | Target %
-- column: so = Đã đạt, số trường | Reached it
-- column: mau_so = Tổng số trường | Of
-- column: tu_giay = Trong đó từ giấy | Of these from paper
-- column: ty_le = Đã đạt % | Reached %
-- column: con_thieu = Còn thiếu, số trường | Schools lacking
-- column: dat = Đạt chỉ tiêu | Target reached
-- roles: can_bo, lanh_dao_so, can_bo_trung_gian
-- One row per target. Schools are those that were open on the day and that the unit, or one below it, managed directly then, each once,
-- under cap_thong_ke; for the national standard only those whose level has it (chuan_quoc_gia of lists/bo_tieu_chi.csv). A target is reached
-- when the share is, whatever the number of schools has become. The last row has how many targets of how many were reached; schools stand
-- in several rows and are not added up.
WITH RECURSIVE cay (goc, don_vi) AS (
  SELECT c.don_vi_ct, c.don_vi_ct FROM chi_tieu AS c
   UNION
  SELECT cay.goc, u.don_vi FROM v_cap_tren AS u JOIN cay ON u.cap_tren = cay.don_vi
   WHERE coalesce(u.tu, '') <= :den_ngay AND coalesce(u.den, '9999') >= :den_ngay
),
thuoc AS (
  SELECT DISTINCT cay.goc, t._id AS truong, t.cap_thong_ke,
         EXISTS (SELECT 1 FROM bo_tieu_chi AS b WHERE b.chuan_quoc_gia = 'co' AND ' ' || b.cap_hoc || ' ' LIKE '% ' || t.cap_thong_ke || ' %') AS co_cqg
    FROM cay
    JOIN truong__quan_ly AS q ON q.don_vi = cay.don_vi AND q.vai = 'quan_ly_truc_tiep' AND coalesce(q.tu, '') <= :den_ngay AND coalesce(q.den, '9999') >= :den_ngay
    JOIN truong AS t ON t._id = q._record
    JOIN v_truong_dong AS m ON m.truong = t._id
   WHERE coalesce(m.dong_tu, '9999') > :den_ngay
     AND coalesce(t.nam_thanh_lap, 0) <= CAST(substr(:den_ngay, 1, 4) AS INTEGER)
),
co AS (
  SELECT v.loai_cn, v.truong, v.muc, v.nguon_cn <> 'dien_tu' AS giay
    FROM v_cong_nhan AS v
   WHERE v.ngay_ky <= :den_ngay AND v.ngay_het_han >= :den_ngay AND coalesce(v.ngay_thu_hoi, '9999') > :den_ngay
     AND coalesce(v.ngay_thay_the, '9999') > :den_ngay
),
xong AS (
  SELECT 'kd' AS loai, NULL AS nam_hoc, truong, giay FROM co WHERE loai_cn = 'kd'
  UNION ALL
  SELECT 'cqg1', NULL, truong, giay FROM co WHERE loai_cn = 'cqg'
  UNION ALL
  SELECT 'cqg2', NULL, truong, giay FROM co WHERE loai_cn = 'cqg' AND muc >= 2
  UNION ALL
  SELECT 'tdg', d.nam_hoc, d.truong, 0 FROM dot_tdg AS d WHERE d._state IN ('da_nop', 'tiep_nhan', 'cong_bo', 'khoa') AND d.tu_ngay <= :den_ngay
  UNION ALL
  SELECT g.nguon, g.nam_hoc, g.truong, 1 FROM v_ket_qua_giay AS g WHERE g.ngay <= :den_ngay
),
dong AS (
  SELECT u.ma_don_vi, u.ten AS don_vi, c.nam_hoc_ct AS nam, k.thu_tu, k.label AS cap_hoc, k.label_en AS cap_hoc_en, l.rowid AS thu, l.label AS loai,
         l.label_en AS loai_en, c.so_ct, c.mau_so_ct,
         (SELECT count(*) FROM thuoc AS t
           WHERE t.goc = c.don_vi_ct AND (c.cap_hoc_ct = 'chung' OR t.cap_thong_ke = c.cap_hoc_ct) AND (t.co_cqg OR c.loai_ct NOT IN ('cqg1', 'cqg2'))) AS mau_so,
         (SELECT count(DISTINCT t.truong) FROM thuoc AS t JOIN xong AS x ON x.truong = t.truong
           WHERE t.goc = c.don_vi_ct AND (c.cap_hoc_ct = 'chung' OR t.cap_thong_ke = c.cap_hoc_ct)
             AND x.loai = c.loai_ct AND coalesce(x.nam_hoc, c.nam_hoc_ct) = c.nam_hoc_ct) AS so,
         (SELECT count(*)
            FROM (SELECT t.truong FROM thuoc AS t JOIN xong AS x ON x.truong = t.truong
                   WHERE t.goc = c.don_vi_ct AND (c.cap_hoc_ct = 'chung' OR t.cap_thong_ke = c.cap_hoc_ct)
                     AND x.loai = c.loai_ct AND coalesce(x.nam_hoc, c.nam_hoc_ct) = c.nam_hoc_ct
                   GROUP BY t.truong HAVING min(x.giay) = 1)) AS tu_giay
    FROM chi_tieu AS c
    JOIN don_vi AS u ON u._id = c.don_vi_ct
    JOIN cap_hoc AS k ON k.code = c.cap_hoc_ct
    JOIN loai_chi_tieu AS l ON l.code = c.loai_ct
   WHERE :nam_hoc IS NULL OR c.nam_hoc_ct = :nam_hoc
)
SELECT don_vi, don_vi_en, nam_hoc, nam_hoc_en, cap_hoc, cap_hoc_en, loai, loai_en, so_ct, mau_so_ct, round(100.0 * so_ct / nullif(mau_so_ct, 0), 2) AS ty_le_ct,
       so, mau_so, tu_giay, round(100.0 * so / nullif(mau_so, 0), 2) AS ty_le, con_thieu, dat, dat_en
  FROM (SELECT 0 AS cuoi, ma_don_vi, nam, thu_tu, thu, don_vi, NULL AS don_vi_en, nam || '-' || (nam + 1) AS nam_hoc, NULL AS nam_hoc_en, cap_hoc, cap_hoc_en, loai, loai_en,
               so_ct, mau_so_ct, so, mau_so, tu_giay, max((so_ct * mau_so + mau_so_ct - 1) / mau_so_ct - so, 0) AS con_thieu,
               iif(so * mau_so_ct >= so_ct * mau_so, 'đạt', 'chưa đạt') AS dat, iif(so * mau_so_ct >= so_ct * mau_so, 'yes', 'not yet') AS dat_en
          FROM dong
         UNION ALL
        SELECT 1, NULL, NULL, NULL, NULL, 'Tổng', 'Total', count(*) || ' chỉ tiêu', count(*) || ' targets', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
               'đạt ' || count(iif(so * mau_so_ct >= so_ct * mau_so, 1, NULL)) || '/' || count(*),
               'reached ' || count(iif(so * mau_so_ct >= so_ct * mau_so, 1, NULL)) || '/' || count(*)
          FROM dong)
 ORDER BY cuoi, ma_don_vi, nam, thu_tu, thu

-- title: Đoàn đánh giá ngoài
-- title.en: External evaluation teams
-- param: tu_ngay date
-- label: tu_ngay = Quyết định từ ngày | Decided from
-- param: den_ngay date = today
-- label: den_ngay = Đến ngày | Until
-- param: don_vi select_one don_vi
-- label: don_vi = Đơn vị quản lý | Managing unit
-- column: ma_truong = Mã trường | School code
-- column: ten = Tên trường | School name
-- column: ma_dot = Đợt | Period
-- column: lan = Lần | Number
-- column: so_qd = Quyết định | Decision
-- column: ngay_qd = Ngày | Dated
-- column: muc_dich = Mục đích | Purpose
-- column: truong_doan = Trưởng đoàn | Head
-- column: thu_ky = Thư ký | Secretary
-- column: so_nguoi = Số người | People
-- column: tu_ngay = Khảo sát từ | Survey from
-- column: den_ngay = Đến | Until
-- column: buoc = Bước | Step
-- column: trang_thai = Trạng thái | State
-- column: hop_le = Hợp lệ | Lawful
-- roles: can_bo, lanh_dao_so
-- One row per team that was decided on between the days, by the decision. The step is the first that was not done by the last day; whether the team is
-- lawful is as the rules are now, exceptions that count being told. The last row counts.
WITH d AS (
  SELECT v.*, t.ma_truong AS ma_truong, t.ten AS ten, m.label AS muc, m.label_en AS muc_en,
         (SELECT min(b._row_key) FROM doan_dgn__cac_buoc AS b WHERE b._record = v.doan AND coalesce(b.xong_ngay, '9999') > :den_ngay) AS ma_buoc,
         (SELECT count(*) FROM v_ly_do_doan AS r WHERE r.doan = v.doan) AS so_ly_do,
         (SELECT group_concat(coalesce(r.ho_ten || ' ', '') || r.ly_do, '; ') FROM v_ly_do_doan AS r
           WHERE r.doan = v.doan AND NOT EXISTS (SELECT 1 FROM v_ngoai_le AS n WHERE n.doan = r.doan AND n.nguoi IS r.nguoi AND n.tinh)) AS ly_do,
         (SELECT group_concat(coalesce(r.ho_ten || ' ', '') || r.ly_do_en, '; ') FROM v_ly_do_doan AS r
           WHERE r.doan = v.doan AND NOT EXISTS (SELECT 1 FROM v_ngoai_le AS n WHERE n.doan = r.doan AND n.nguoi IS r.nguoi AND n.tinh)) AS ly_do_en
    FROM v_doan AS v
    JOIN truong AS t ON t._id = v.truong
    JOIN muc_dich AS m ON m.code = v.muc_dich
   WHERE v.ngay_qd <= :den_ngay AND v.ngay_qd >= coalesce(:tu_ngay, '')
     AND (:don_vi IS NULL OR v.truong IN (SELECT g.truong FROM v_thuoc AS g WHERE g.don_vi = :don_vi AND :den_ngay BETWEEN g.tu AND g.den))
)
SELECT ma_truong, ma_truong_en, ten, ten_en, ma_dot, lan, so_qd, ngay_qd, muc_dich, muc_dich_en, truong_doan, thu_ky, so_nguoi, tu_ngay, den_ngay, buoc, buoc_en,
       trang_thai, trang_thai_en, hop_le, hop_le_en
  FROM (SELECT 0 AS cuoi, d.ngay_qd AS thu, d.ma_truong AS ma_truong, NULL AS ma_truong_en, d.ten AS ten, NULL AS ten_en, d.ma_dot AS ma_dot, d.lan AS lan, d.so_qd AS so_qd,
               d.ngay_qd AS ngay_qd, d.muc AS muc_dich, d.muc_en AS muc_dich_en, d.truong_doan AS truong_doan, d.thu_ky AS thu_ky, d.so_nguoi AS so_nguoi, d.tu_ngay AS tu_ngay,
               d.den_ngay AS den_ngay, coalesce(b.code || '. ' || b.label, 'Xong cả sáu bước') AS buoc, coalesce(b.code || '. ' || b.label_en, 'All six done') AS buoc_en,
               s.label AS trang_thai, s.label_en AS trang_thai_en,
               coalesce(d.ly_do, iif(d.so_ly_do > 0, 'Có ngoại lệ được phép', 'Đúng quy định')) AS hop_le,
               coalesce(d.ly_do_en, iif(d.so_ly_do > 0, 'By an exception', 'Lawful')) AS hop_le_en
          FROM d
          JOIN trang_thai_doan AS s ON s.code = d.trang_thai
          LEFT JOIN buoc_dgn AS b ON b.code = d.ma_buoc
         UNION ALL
        SELECT 1, NULL, 'Tổng', 'Total', count(DISTINCT ma_truong) || ' trường', count(DISTINCT ma_truong) || ' schools', NULL, NULL, count(*) || '', NULL, NULL, NULL, NULL, NULL,
               coalesce(sum(so_nguoi), 0), NULL, NULL, count(iif(ma_buoc IS NULL, 1, NULL)) || ' xong cả sáu bước', count(iif(ma_buoc IS NULL, 1, NULL)) || ' did all six', NULL, NULL,
               count(iif(ly_do IS NULL, 1, NULL)) || ' đúng quy định hoặc được phép', count(iif(ly_do IS NULL, 1, NULL)) || ' lawful or allowed'
          FROM d)
 ORDER BY cuoi, thu, ma_truong

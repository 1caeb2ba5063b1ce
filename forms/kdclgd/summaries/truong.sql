-- title: Danh sách trường
-- title.en: Schools
-- param: den_ngay date = today
-- label: den_ngay = Đến ngày, tình trạng tính đến ngày này | Until, and as of
-- param: don_vi select_one don_vi
-- label: don_vi = Đơn vị quản lý | Managing unit
-- param: loai_hinh select_one loai_hinh
-- label: loai_hinh = Loại hình | Ownership
-- column: ma_truong = Mã trường | School code
-- column: ten = Tên trường | School name
-- column: cap_hoc = Các cấp học | Levels of education
-- column: cap_thong_ke = Thống kê ở cấp | Counted under
-- column: loai_hinh = Loại hình | Ownership
-- column: loai_truong = Loại trường | Type
-- column: xa = Địa bàn | Place
-- column: don_vi_quan_ly = Đơn vị quản lý trực tiếp | Managed by
-- column: dac_diem = Đặc điểm | Features
-- column: nam_thanh_lap = Năm thành lập | Founded in
-- column: so_diem = Số điểm trường | Sites
-- column: trang_thai = Trạng thái | State
-- column: ma_cu = Mã cũ | Earlier codes
-- roles: thu_ky, chu_tich, nhom, truong_doc, can_bo, lanh_dao_so, can_bo_trung_gian
-- One row per school open on den_ngay, with the units, features and sites of that day. The last row has how many, and how many are public.
WITH ts AS (
  SELECT t._id AS truong, t.ma_truong, t.ten, t.cap_thong_ke, t.loai_hinh, iif(t.loai_hinh = 'cong_lap', 1, NULL) AS cong_lap
    FROM truong AS t
   WHERE t._id IN (SELECT m.truong FROM v_truong_dong AS m WHERE coalesce(m.dong_tu, '9999') > :den_ngay)
     AND coalesce(t.nam_thanh_lap, 0) <= CAST(substr(:den_ngay, 1, 4) AS INTEGER)
     AND (:loai_hinh IS NULL OR t.loai_hinh = :loai_hinh)
     AND (:don_vi IS NULL OR t._id IN (SELECT q.truong FROM v_thuoc AS q WHERE q.don_vi = :don_vi AND :den_ngay BETWEEN q.tu AND q.den))
),
dong AS (
  SELECT ts.ma_truong, ts.ten, ts.cong_lap, (SELECT group_concat(k.short, ', ') FROM cap_hoc AS k WHERE ' ' || t.cap_hoc || ' ' LIKE '% ' || k.code || ' %') AS cap_hoc,
         c.label AS cap_thong_ke, c.label_en AS cap_thong_ke_en, h.label AS loai_hinh, h.label_en AS loai_hinh_en,
         l.label AS loai_truong, l.label_en AS loai_truong_en, t.nam_thanh_lap,
         (SELECT group_concat(u.ten, ', ') FROM truong__quan_ly AS q JOIN don_vi AS u ON u._id = q.don_vi
           WHERE q._record = t._id AND q.vai = 'dia_ban' AND coalesce(q.tu, '') <= :den_ngay AND coalesce(q.den, '9999') >= :den_ngay) AS xa,
         (SELECT group_concat(u.ten, ', ') FROM truong__quan_ly AS q JOIN don_vi AS u ON u._id = q.don_vi
           WHERE q._record = t._id AND q.vai = 'quan_ly_truc_tiep' AND coalesce(q.tu, '') <= :den_ngay AND coalesce(q.den, '9999') >= :den_ngay) AS don_vi_quan_ly,
         (SELECT group_concat(k.label, ', ') FROM truong__dac_diem_nam AS m JOIN dac_diem AS k ON k.code = m.dac_diem
           WHERE m._record = t._id AND coalesce(m.tu_nam, 0) <= CAST(substr(:den_ngay, 1, 4) AS INTEGER)
             AND coalesce(m.den_nam, 9999) >= CAST(substr(:den_ngay, 1, 4) AS INTEGER)) AS dac_diem,
         (SELECT group_concat(k.label_en, ', ') FROM truong__dac_diem_nam AS m JOIN dac_diem AS k ON k.code = m.dac_diem
           WHERE m._record = t._id AND coalesce(m.tu_nam, 0) <= CAST(substr(:den_ngay, 1, 4) AS INTEGER)
             AND coalesce(m.den_nam, 9999) >= CAST(substr(:den_ngay, 1, 4) AS INTEGER)) AS dac_diem_en,
         (SELECT count(*) FROM ho_so_truong AS o JOIN ho_so_truong__diem_truong AS m ON m._record = o._id
           WHERE o.truong = t._id AND coalesce(m.dung_tu, '') <= :den_ngay AND coalesce(m.dung_den, '9999') >= :den_ngay) AS so_diem,
         CASE t._state WHEN 'tam_dung' THEN 'Tạm dừng' ELSE 'Hoạt động' END AS trang_thai,
         CASE t._state WHEN 'tam_dung' THEN 'Paused' ELSE 'Working' END AS trang_thai_en,
         (SELECT group_concat(m.ma, ', ') FROM truong__ma_cu AS m WHERE m._record = t._id) AS ma_cu
    FROM ts
    JOIN truong AS t ON t._id = ts.truong
    JOIN cap_hoc AS c ON c.code = t.cap_thong_ke
    JOIN loai_hinh AS h ON h.code = t.loai_hinh
    LEFT JOIN loai_truong AS l ON l.code = t.loai_truong
)
SELECT ma_truong, ma_truong_en, ten, ten_en, cap_hoc, cap_thong_ke, cap_thong_ke_en, loai_hinh, loai_hinh_en, loai_truong, loai_truong_en, xa, don_vi_quan_ly,
       dac_diem, dac_diem_en, nam_thanh_lap, so_diem, trang_thai, trang_thai_en, ma_cu
  FROM (SELECT 0 AS cuoi, NULL AS ma_truong_en, NULL AS ten_en, * FROM dong
         UNION ALL
        SELECT 1, 'Total', count(*) || ' schools', 'Tổng', count(*) || ' trường', NULL, NULL, NULL, NULL, 'công lập ' || count(cong_lap),
               'public ' || count(cong_lap), NULL, NULL, NULL, NULL, NULL, NULL, NULL, sum(so_diem), NULL, NULL, NULL
          FROM dong)
 ORDER BY cuoi, ma_truong

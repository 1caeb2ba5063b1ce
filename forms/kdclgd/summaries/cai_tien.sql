-- title: Kết quả việc cải tiến
-- title.en: Improvement tasks done
-- param: den_ngay date = today
-- label: den_ngay = Tính đến ngày | As of
-- param: don_vi select_one don_vi
-- label: don_vi = Đơn vị quản lý | Managing unit
-- param: loai_hinh select_one loai_hinh
-- label: loai_hinh = Loại hình | Ownership
-- param: truong select_one truong
-- label: truong = Trường | School
-- column: ma_truong = Mã trường | School code
-- column: ten = Tên trường | School name
-- column: so_viec = Số việc | Tasks
-- column: da_xong = Đã xong | Done
-- column: qua_han = Quá hạn | Late
-- column: khong_lam_duoc = Không làm được | Cannot be done
-- column: ty_le = Tỷ lệ xong % | Done %
-- One row per school that has tasks, with how many are done by the day and how many are late. The last row is the total.
WITH dong AS (
  SELECT t.ma_truong, t.ten, count(*) AS so_viec, count(CASE WHEN v._state = 'xong' AND coalesce(v.ngay_xong_vc, '') <= :den_ngay THEN 1 END) AS da_xong,
         count(CASE WHEN v._state IN ('chua_lam', 'dang_lam') AND v.han_vc < :den_ngay THEN 1 END) AS qua_han,
         count(CASE WHEN v._state = 'khong_lam_duoc' THEN 1 END) AS khong_lam_duoc
    FROM viec_cai_tien AS v
    JOIN truong AS t ON t._id = v.truong
   WHERE (:truong IS NULL OR v.truong = :truong) AND (:loai_hinh IS NULL OR t.loai_hinh = :loai_hinh)
     AND (:don_vi IS NULL OR t._id IN (SELECT q.truong FROM v_thuoc AS q WHERE q.don_vi = :don_vi AND :den_ngay BETWEEN q.tu AND q.den))
   GROUP BY t._id
)
SELECT ma_truong, ma_truong_en, ten, ten_en, so_viec, da_xong, qua_han, khong_lam_duoc, ty_le
  FROM (SELECT 0 AS cuoi, ma_truong, NULL AS ma_truong_en, ten, NULL AS ten_en, so_viec, da_xong, qua_han, khong_lam_duoc,
               round(100.0 * da_xong / so_viec, 2) AS ty_le
          FROM dong
         UNION ALL
        SELECT 1, 'Tổng', 'Total', count(*) || ' trường', count(*) || ' schools', coalesce(sum(so_viec), 0), coalesce(sum(da_xong), 0),
               coalesce(sum(qua_han), 0), coalesce(sum(khong_lam_duoc), 0), round(100.0 * sum(da_xong) / nullif(sum(so_viec), 0), 2)
          FROM dong)
 ORDER BY cuoi, ma_truong

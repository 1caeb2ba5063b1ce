-- title: Hội thảo
-- title.en: Workshops
-- param: tu_ngay date
-- label: tu_ngay = Từ ngày | From
-- param: den_ngay date = today
-- label: den_ngay = Đến ngày | Until
-- column: so = Số | Number
-- column: ten = Tên hội thảo | Title
-- column: cap = Cấp tổ chức | Held at
-- column: ngay = Ngày | Date
-- column: dia_diem = Địa điểm | Place
-- column: don_vi = Đơn vị chủ trì | Organised by
-- column: so_nguoi = Số người dự | People present
-- column: tham_luan = Tham luận | Papers
-- column: chi_phi = Đã chi | Spent
-- column: ket_qua = Kết quả | Results
-- column: bai_hoc = Bài học kinh nghiệm | What was learnt
-- column: trang_thai = Trạng thái | State
-- roles: can_bo, lanh_dao_so, can_bo_trung_gian
-- One row per workshop in the time, planned ones too, with what was spent on it by den_ngay. The last row adds up people and papers, and counts those that were held.
WITH dong AS (
  SELECT h.so_ht AS so, h.ten_ht AS ten, c.label AS cap, c.label_en AS cap_en, h.ngay_ht AS ngay, h.dia_diem_ht AS dia_diem, h.don_vi_ht AS don_vi,
         h.so_nguoi_ht AS so_nguoi, (SELECT count(*) FROM hoi_thao__tham_luan AS t WHERE t._record = h._id) AS tham_luan,
         (SELECT coalesce(sum(c.so_tien), 0) FROM kinh_phi__chi AS c WHERE c.hoi_thao_chi = h._id AND c.ngay_chi <= :den_ngay) AS chi_phi, h.ket_qua_ht AS ket_qua,
         h.bai_hoc, h._state AS tt
    FROM hoi_thao AS h
    JOIN cap_hoi_thao AS c ON c.code = h.cap_ht
   WHERE h.ngay_ht <= :den_ngay AND (:tu_ngay IS NULL OR h.ngay_ht >= :tu_ngay)
)
SELECT so, so_en, ten, ten_en, cap, cap_en, ngay, dia_diem, don_vi, so_nguoi, tham_luan, chi_phi, ket_qua, bai_hoc, trang_thai, trang_thai_en
  FROM (SELECT 0 AS cuoi, so, NULL AS so_en, ten, NULL AS ten_en, cap, cap_en, ngay, dia_diem, don_vi, so_nguoi, tham_luan, chi_phi, ket_qua, bai_hoc,
               CASE tt WHEN 'du_kien' THEN 'Dự kiến' WHEN 'da_to_chuc' THEN 'Đã tổ chức' ELSE 'Hủy' END AS trang_thai,
               CASE tt WHEN 'du_kien' THEN 'Planned' WHEN 'da_to_chuc' THEN 'Held' ELSE 'Cancelled' END AS trang_thai_en
          FROM dong
         UNION ALL
        SELECT 1, 'Tổng', 'Total', count(*) || ' hội thảo', count(*) || ' workshops', NULL, NULL, NULL, NULL, NULL, coalesce(sum(so_nguoi), 0),
               coalesce(sum(tham_luan), 0), coalesce(sum(chi_phi), 0), NULL, NULL, 'đã tổ chức ' || count(iif(tt = 'da_to_chuc', 1, NULL)), 'held ' || count(iif(tt = 'da_to_chuc', 1, NULL))
          FROM dong)
 ORDER BY cuoi, ngay, so

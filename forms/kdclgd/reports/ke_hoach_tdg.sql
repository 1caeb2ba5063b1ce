-- title: Kế hoạch tự đánh giá
-- title.en: Self-assessment plan
-- form: ke_hoach_tdg
SELECT k._id AS ke_hoach, k.dot, h.hoi_dong, h.co_quan, h.ten_truong, h.hieu_truong, h.chuc_danh, h.nam_hoc, h.chu_tich, h.van_ban,
       coalesce(k.so_kh, '……/KH-HĐTĐG') AS so_kh, h.dia_danh || ', ' || coalesce(letter_date('ngày %d tháng %m năm %Y', k.ngay_kh), 'ngày      tháng      năm      ') AS ngay,
       coalesce(k.can_cu, h.van_ban) AS can_cu, k.muc_dich_kh, coalesce(k.pham_vi_kh, 'Toàn bộ hoạt động của nhà trường theo các tiêu chuẩn, tiêu chí.') AS pham_vi_kh,
       coalesce(k.cong_cu, 'Công cụ tự đánh giá là các tiêu chuẩn, tiêu chí ban hành kèm theo ' || h.so_van_ban || '.') AS cong_cu,
       coalesce((SELECT 'Hội đồng được thành lập theo Quyết định số ' || q.so_qd || ' ' || letter_date('ngày %d tháng %m năm %Y', q.ngay_qd) || ', gồm '
                        || (SELECT count(*) FROM hoi_dong__thanh_vien WHERE _record = q._id) || ' thành viên:'
                   FROM hoi_dong AS q WHERE q._id = h.hoi_dong), 'Hội đồng chưa được thành lập.') AS ve_hoi_dong,
       CASE WHEN EXISTS (SELECT 1 FROM phan_cong AS p JOIN phan_cong__viec AS v ON v._record = p._id WHERE p.dot = k.dot)
            THEN 'Phân công thực hiện:' ELSE 'Phân công cụ thể được ban hành riêng.' END AS ve_phan_cong,
       CASE WHEN EXISTS (SELECT 1 FROM ke_hoach_tdg__tap_huan WHERE _record = k._id)
            THEN 'Thời gian, thành phần, nội dung tập huấn:' ELSE 'Không tổ chức tập huấn riêng.' END AS ve_tap_huan,
       CASE WHEN EXISTS (SELECT 1 FROM ke_hoach_tdg__nguon_luc WHERE _record = k._id)
            THEN 'Các nguồn lực và thời điểm cần huy động:' ELSE 'Sử dụng nguồn lực hiện có của nhà trường.' END AS ve_nguon_luc,
       CASE WHEN EXISTS (SELECT 1 FROM ke_hoach_tdg__chuyen_gia WHERE _record = k._id)
            THEN 'Trường thuê chuyên gia tư vấn như sau:' ELSE 'Không thuê chuyên gia tư vấn.' END AS ve_chuyen_gia
  FROM ke_hoach_tdg AS k
  JOIN v_dau_dot AS h ON h.dot = k.dot
 WHERE k._id = :_id

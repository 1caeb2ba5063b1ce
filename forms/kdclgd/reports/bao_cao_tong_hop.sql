-- title: Báo cáo tổng hợp kiểm định và chuẩn quốc gia
-- title.en: Report of totals
-- form: don_vi
-- roles: can_bo, lanh_dao_so, can_bo_trung_gian
-- param: tu_ngay date
-- label: tu_ngay = Từ ngày | From
-- param: den_ngay date = today
-- label: den_ngay = Đến ngày, tình trạng tính đến ngày này | Until, and as of
-- param: bo select_one bo_tieu_chi
-- label: bo = Bộ tiêu chí | Rule set
-- param: loai_hinh select_one loai_hinh
-- label: loai_hinh = Loại hình | Ownership
SELECT u.*, letter_date('ngày %d tháng %m năm %Y', :den_ngay) AS den, 'Số:        /BC-' || u.ky_hieu AS so, strftime('ngày      tháng      năm %Y', :today) AS ngay,
       trim(coalesce('Từ ' || letter_date('ngày %d tháng %m năm %Y', :tu_ngay) || ' đến ', 'Tính đến ') || letter_date('ngày %d tháng %m năm %Y', :den_ngay)
         || coalesce('; ' || (SELECT b.label FROM bo_tieu_chi AS b WHERE b.code = :bo), '') || coalesce('; ' || (SELECT h.label FROM loai_hinh AS h WHERE h.code = :loai_hinh), ''))
         AS pham_vi,
       iif(u.co_quan_tren <> '', u.co_quan_tren, '………') AS kinh_gui
  FROM v_noi_ban_hanh AS u
 WHERE u.don_vi = :_id

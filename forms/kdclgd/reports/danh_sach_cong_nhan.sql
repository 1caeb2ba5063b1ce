-- title: Danh sách trường được công nhận
-- title.en: List of recognised schools
-- form: don_vi
-- roles: can_bo, lanh_dao_so, can_bo_trung_gian
-- param: den_ngay date = today
-- label: den_ngay = Có hiệu lực ngày | In force on
SELECT u.*, letter_date('ngày %d tháng %m năm %Y', :den_ngay) AS den, strftime('ngày      tháng      năm %Y', :today) AS ngay
  FROM v_noi_ban_hanh AS u
 WHERE u.don_vi = :_id

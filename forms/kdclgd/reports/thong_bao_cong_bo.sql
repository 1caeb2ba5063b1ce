-- title: Thông báo công bố báo cáo tự đánh giá
-- title.en: Notice of publication
-- form: cong_bo
SELECT f.dot, h.truong, h.co_quan, h.ten_truong, h.hieu_truong, h.chuc_danh, h.nam_hoc, h.van_ban, h.dia_danh || ', ' || coalesce(letter_date('ngày %d tháng %m năm %Y', f.ngay_cb), 'ngày      tháng      năm      ') AS ngay, letter_date('ngày %d tháng %m năm %Y', f.ngay_cb) AS ngay_cb, t.dien_thoai,
       (SELECT group_concat(label, '; ') FROM hinh_thuc_cong_bo WHERE selected(f.hinh_thuc, code)) || coalesce(' (' || f.noi_dang || ')', '') || '.' AS hinh_thuc,
       (SELECT group_concat(label_en, '; ') FROM hinh_thuc_cong_bo WHERE selected(f.hinh_thuc, code)) || coalesce(' (' || f.noi_dang || ')', '') || '.' AS hinh_thuc_en,
       trim(coalesce('Thời gian niêm yết: ' || f.so_ngay_niem_yet || ' ngày, kể từ ' || letter_date('ngày %d tháng %m năm %Y', f.ngay_cb) || ' đến hết ' || letter_date('ngày %d tháng %m năm %Y', date(f.ngay_cb, '+' || (f.so_ngay_niem_yet - 1) || ' days')) || '.', '')
         || coalesce(char(10) || 'Đường dẫn: ' || f.duong_dan_cb, ''), char(10)) AS thoi_gian,
       iif(EXISTS (SELECT 1 FROM ket_luan_truong AS k WHERE k.dot = f.dot), 'Kết quả như sau:', 'Kết quả ghi trong báo cáo.') AS ve_ket_qua
  FROM cong_bo AS f
  JOIN v_dau_dot AS h ON h.dot = f.dot
  JOIN truong AS t ON t._id = h.truong
 WHERE f._id = :_id

-- title: Sổ theo dõi đổi mã minh chứng
-- title.en: Register of changed codes
-- form: dot_tdg
SELECT h.dot, h.co_quan, h.ten_truong, h.hieu_truong, h.chuc_danh, h.nam_hoc, h.thu_ky, h.dia_danh || ', ' || letter_date('ngày %d tháng %m năm %Y', :today) AS ngay, :_codes AS doi_ma,
       (SELECT count(*) FROM minh_chung__ma AS m WHERE m.dot_mc = h.dot) AS so_ma,
       (SELECT count(*) FROM json_each(:_codes) AS j JOIN minh_chung__ma AS m ON m.dot_mc = h.dot AND j.value ->> 'path' = 'ma/' || m._row_key || '/ma_mc') AS so_lan
  FROM v_dau_dot AS h WHERE h.dot = :_id

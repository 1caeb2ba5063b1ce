-- title: Sổ mượn minh chứng
-- title.en: Loan register of evidence
-- form: truong
SELECT s.truong, s.ten_truong, s.hieu_truong, s.chuc_danh, (SELECT q.ten FROM v_co_quan AS q WHERE q.truong = s.truong AND :today BETWEEN q.tu AND q.den ORDER BY q.tu DESC LIMIT 1) AS co_quan, s.dia_danh || ', ' || letter_date('ngày %d tháng %m năm %Y', :today) AS ngay,
       (SELECT count(*) FROM muon_minh_chung AS f WHERE f.truong = s.truong) AS so_luot,
       (SELECT count(*) FROM muon_minh_chung AS f WHERE f.truong = s.truong AND f._state = 'dang_muon') AS dang_muon,
       (SELECT count(*) FROM muon_minh_chung AS f WHERE f.truong = s.truong AND f._state = 'dang_muon' AND f.hen_tra < :today) AS qua_han
  FROM v_dau_truong AS s WHERE s.truong = :_id

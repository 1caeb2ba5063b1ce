-- Evidence that was lent and is not back on the day it is due.
SELECT 'todo' AS severity, 'muon_minh_chung' AS form, m._id AS id, 'ngay_tra' AS field,
       'Minh chứng cho ' || m.nguoi_muon || ' mượn đã quá hẹn trả' AS message,
       'Evidence lent to ' || m.nguoi_muon || ' is overdue' AS message_en,
       m.hen_tra AS due
  FROM muon_minh_chung AS m
 WHERE m.truong IN (SELECT :truong UNION ALL SELECT t._id FROM truong AS t WHERE :truong IS NULL) AND m._state = 'dang_muon' AND m.hen_tra < :today

-- Evidence in use that is past its date, or lost.
SELECT 'warning' AS severity, 'minh_chung' AS form, v._id AS id, 'co_gia_tri_den' AS field,
       iif(v._state = 'mat', 'Minh chứng đã mất: ', 'Minh chứng đã hết giá trị: ') || v.ten_mc AS message,
       iif(v._state = 'mat', 'Evidence is lost: ', 'Evidence is past its date: ') || v.ten_mc AS message_en,
       d.han_nop AS due
  FROM minh_chung AS v
  JOIN minh_chung__ma AS m ON m._record = v._id
  JOIN dot_tdg AS d ON d._id = m.dot_mc
 WHERE d._id = coalesce(:dot_tdg, d._id) AND d.truong = coalesce(:truong, d.truong)
   AND d._state IN ('viet', 'hop_duyet', 'tra_lai', 'rut')
   AND (v._state = 'mat' OR (v._state <> 'thay_the' AND v.co_gia_tri_den < d.tu_ngay))
 GROUP BY v._id, d._id

-- A weakness is named, and no improvement is planned.
SELECT 'warning' AS severity, 'phieu_tieu_chi' AS form, f._id AS id, 'cai_tien' AS field,
       'Phiếu ' || t.short || ': có điểm yếu nhưng chưa có kế hoạch cải tiến' AS message,
       'Sheet ' || t.short || ': a weakness without an improvement plan' AS message_en,
       d.han_nop AS due
  FROM phieu_tieu_chi AS f
  JOIN dot_tdg AS d ON d._id = f.dot
  JOIN tieu_chi AS t ON t.code = f.tieu_chi
 WHERE d._id = coalesce(:dot_tdg, d._id) AND d.truong = coalesce(:truong, d.truong)
   AND f.diem_yeu IS NOT NULL
   AND d._state NOT IN ('da_nop', 'tiep_nhan', 'cong_bo', 'khoa')
   AND NOT EXISTS (SELECT 1 FROM phieu_tieu_chi__cai_tien AS c WHERE c._record = f._id)

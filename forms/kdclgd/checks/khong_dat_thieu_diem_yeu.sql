-- An indicator is not met, and the sheet names no weakness.
SELECT 'warning' AS severity, 'phieu_tieu_chi' AS form, f._id AS id, 'diem_yeu' AS field,
       'Phiếu ' || t.short || ': có chỉ báo không đạt, hãy nêu điểm yếu và nguyên nhân' AS message,
       'Sheet ' || t.short || ': an indicator is not met, name the weakness and its cause' AS message_en,
       d.han_nop AS due
  FROM phieu_tieu_chi AS f
  JOIN dot_tdg AS d ON d._id = f.dot
  JOIN tieu_chi AS t ON t.code = f.tieu_chi
  JOIN bo_tieu_chi AS b ON b.code = t.bo AND b.cach_mo_ta = 'theo_muc'
 WHERE d._id = coalesce(:dot_tdg, d._id) AND d.truong = coalesce(:truong, d.truong)
   AND f.diem_yeu IS NULL
   AND d._state NOT IN ('da_nop', 'tiep_nhan', 'cong_bo', 'khoa')
   AND EXISTS (SELECT 1 FROM phieu_tieu_chi__chi_bao AS c WHERE c._record = f._id AND c.ket_qua = 'khong')

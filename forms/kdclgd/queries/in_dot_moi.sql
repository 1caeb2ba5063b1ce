-- The school's latest period of self-assessment, begun after the recognition.
SELECT d.nam_hoc || '-' || (d.nam_hoc + 1) AS nam_hoc, CASE WHEN d._state IN ('da_nop', 'tiep_nhan', 'cong_bo', 'khoa') THEN 'báo cáo đã nộp' ELSE 'chưa nộp báo cáo' END AS trang_thai,
       CASE WHEN d._state IN ('da_nop', 'tiep_nhan', 'cong_bo', 'khoa') THEN 'report handed in' ELSE 'report not handed in' END AS trang_thai_en
  FROM dot_tdg AS d JOIN cong_nhan AS c ON c._id = :cong_nhan
 WHERE d.truong = c.truong AND d.tu_ngay >= c.ngay_ky
 ORDER BY d.tu_ngay DESC LIMIT 1

-- title: Kế hoạch cải tiến chất lượng (Biểu 2)
-- title.en: Improvement plan (form 2)
-- form: ke_hoach_cai_tien
SELECT k._id AS ke_hoach, s.ten_truong, s.dia_chi, s.hieu_truong, s.chuc_danh, l.label AS loai_hinh_ten, l.label_en AS loai_hinh_ten_en,
       (SELECT q.ten FROM v_co_quan AS q WHERE q.truong = k.truong AND k.nam_hoc_kh || '-09-05' BETWEEN q.tu AND q.den ORDER BY q.tu DESC LIMIT 1) AS co_quan,
       k.nam_hoc_kh || '-' || (k.nam_hoc_kh + 1) AS nam_hoc, s.dia_danh || ', ngày      tháng      năm ' || k.nam_hoc_kh AS ngay,
       coalesce(replace(k.can_cu_kh, '; ', char(10)), 'Báo cáo tự đánh giá năm học ' || (d.nam_hoc || '-' || (d.nam_hoc + 1))) AS can_cu,
       k.muc_dich_ct, coalesce(k.yeu_cau_ct, 'Mỗi hoạt động có người phụ trách, thời hạn, nguồn lực và minh chứng.') AS yeu_cau,
       coalesce(k.to_chuc_ct, 'Hội đồng tự đánh giá, các tổ chuyên môn, bộ phận thực hiện theo phân công.') AS to_chuc,
       coalesce(k.co_che_ct, 'Đánh giá ít nhất hai lần trong năm học, cuối học kỳ I và cuối năm học.') AS co_che
  FROM ke_hoach_cai_tien AS k
  JOIN v_dau_truong AS s ON s.truong = k.truong
  JOIN truong AS t ON t._id = k.truong
  LEFT JOIN loai_hinh AS l ON l.code = t.loai_hinh
  LEFT JOIN dot_tdg AS d ON d._id = k.dot_kh
 WHERE k._id = :_id

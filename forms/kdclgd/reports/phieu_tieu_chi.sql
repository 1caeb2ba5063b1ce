-- title: Phiếu đánh giá tiêu chí
-- title.en: Criterion assessment sheet
-- form: phieu_tieu_chi
SELECT f._id AS phieu, f.dot, t._id AS truong, f.tieu_chi, c.bo,
       coalesce((SELECT u.ten FROM truong__quan_ly AS m JOIN don_vi AS u ON u._id = m.don_vi
                  WHERE m._record = t._id AND m.vai = 'quan_ly_truc_tiep' AND coalesce(m.tu, '') <= d.tu_ngay AND coalesce(m.den, '9999') >= d.tu_ngay
                  ORDER BY coalesce(m.tu, '') DESC LIMIT 1), '') AS co_quan,
       t.ten AS ten_truong, t.hieu_truong, t.dia_chi, d.nam_hoc || '-' || (d.nam_hoc + 1) AS nam_hoc,
       coalesce('Mã dấu: ' || :_seal, '') AS dau,
       'Tiêu chuẩn ' || s.short || ': ' || s.label AS tieu_chuan_ten, 'Standard ' || s.short || ': ' || s.label_en AS tieu_chuan_ten_en,
       'Tiêu chí ' || c.short || ': ' || coalesce(n.label, c.label || ' (tóm tắt)') AS tieu_chi_ten,
       'Criterion ' || c.short || ': ' || coalesce(n.label_en, c.label_en || ' (summary)') AS tieu_chi_ten_en,
       CASE WHEN f.muc_dat IS NULL THEN 'chưa xác định' WHEN f.muc_dat = 0 THEN 'Không đạt Mức 1' ELSE 'Đạt Mức ' || f.muc_dat END AS ket_qua,
       CASE WHEN f.muc_dat IS NULL THEN 'not decided yet' WHEN f.muc_dat = 0 THEN 'Level 1 not reached' ELSE 'Level ' || f.muc_dat END AS ket_qua_en,
       f.ly_do_khac, v.ho_ten AS nguoi_viet, g.ho_ten AS nhom_truong,
       CASE WHEN f.ngay_viet IS NULL THEN 'Ngày       tháng       năm' ELSE strftime('Ngày %d tháng %m năm %Y', f.ngay_viet) END AS ngay
  FROM phieu_tieu_chi AS f
  JOIN dot_tdg AS d ON d._id = f.dot
  JOIN truong AS t ON t._id = d.truong
  JOIN tieu_chi AS c ON c.code = f.tieu_chi
  LEFT JOIN noi_dung AS n ON n.code = c.code
  LEFT JOIN tieu_chuan AS s ON s.code = c.tieu_chuan
  LEFT JOIN nguoi AS v ON v._id = f.nguoi_viet
  LEFT JOIN nguoi AS g ON g._id = f.nhom_truong
 WHERE f._id = :_id

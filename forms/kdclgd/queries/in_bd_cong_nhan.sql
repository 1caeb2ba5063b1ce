-- A school's recognitions that were not withdrawn and that no other has replaced, in force or expired.
SELECT l.label AS loai, l.label_en AS loai_en, iif(v.loai_cn = 'kd', 'cấp độ ', 'mức độ ') || v.muc AS muc, iif(v.loai_cn = 'kd', 'grade ', 'degree ') || v.muc AS muc_en,
       c.so_qd_cn AS so_qd, strftime('%d/%m/%Y', v.ngay_ky) AS ngay_ky, strftime('%d/%m/%Y', v.ngay_het_han) AS den,
       iif(v.ngay_het_han < :today, 'đã hết hạn', 'còn ' || CAST(julianday(v.ngay_het_han) - julianday(:today) AS INTEGER) || ' ngày') AS con,
       iif(v.ngay_het_han < :today, 'expired', CAST(julianday(v.ngay_het_han) - julianday(:today) AS INTEGER) || ' days left') AS con_en,
       iif(v.ngay_het_han < :today, 'đã hết hạn', 'còn hiệu lực') AS tinh_trang
  FROM v_cong_nhan AS v
  JOIN cong_nhan AS c ON c._id = v.cong_nhan
  JOIN loai_cong_nhan AS l ON l.code = v.loai_cn
 WHERE v.truong = :truong AND v.ngay_ky <= :today AND coalesce(v.ngay_thu_hoi, '9999') > :today AND coalesce(v.ngay_thay_the, '9999') > :today
 ORDER BY v.loai_cn DESC, v.ngay_ky

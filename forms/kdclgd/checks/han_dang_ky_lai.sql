-- Recognitions of the school that is worked for whose day to register again comes within half a year, or has passed: the latest of their
-- kind, while no registration was sent since.
SELECT 'todo' AS severity, 'cong_nhan' AS form, c._id AS id, 'ngay_het_han' AS field,
       iif(c.ngay_het_han < :today, 'Giấy chứng nhận đã hết hạn: ', 'Cần đăng ký công nhận lại: ') || c.so_qd_cn AS message,
       iif(c.ngay_het_han < :today, 'The certificate has expired: ', 'Register again: ') || c.so_qd_cn AS message_en,
       date(c.ngay_het_han, '-' || r.so || ' months') AS due
  FROM cong_nhan AS c
  JOIN v_quy_tac AS r ON r.van_ban = c.van_ban_cn AND r.tham_so = 'thang_dang_ky_lai'
 WHERE c.truong = coalesce(:truong, c.truong) AND c._state = 'hieu_luc' AND date(c.ngay_het_han, '-' || r.so || ' months') <= date(:today, '+6 months')
   AND NOT EXISTS (SELECT 1 FROM cong_nhan AS s WHERE s.truong = c.truong AND s.loai_cn = c.loai_cn AND s.ngay_ky > c.ngay_ky)
   AND NOT EXISTS (SELECT 1 FROM dot_tdg AS d JOIN dang_ky_dgn AS g ON g.dot = d._id
                    WHERE d.truong = c.truong AND g.ngay_cv > c.ngay_ky AND g._state NOT IN ('nhap', 'rut') AND g.muc_dich_dk IN ('ca_hai', c.loai_cn))

-- One row per recognition with the days that end it: when it was withdrawn, when another of the same school and kind followed; and
-- how many months before its end the school registers again. Of one
-- that stands as withdrawn or replaced without such a day nobody knows until when it held, so it never did.
SELECT c._id AS cong_nhan, c.truong AS truong, c.loai_cn AS loai_cn, coalesce(c.cap_do, c.muc_do) AS muc, c.hinh_thuc_cn AS hinh_thuc_cn,
       c.van_ban_cn AS van_ban_cn, c.nguon_cn AS nguon_cn, c.ngay_ky AS ngay_ky, c.ngay_het_han AS ngay_het_han,
       (SELECT r.so FROM v_quy_tac AS r WHERE r.van_ban = c.van_ban_cn AND r.tham_so = 'thang_dang_ky_lai') AS thang_dang_ky_lai,
       coalesce((SELECT min(h.ngay_qd_th) FROM thu_hoi AS h WHERE h.cong_nhan = c._id AND h._state = 'da_thu_hoi'),
                iif(c._state = 'thu_hoi', c.ngay_ky, NULL)) AS ngay_thu_hoi,
       coalesce((SELECT min(s.ngay_ky) FROM cong_nhan AS s WHERE s.truong = c.truong AND s.loai_cn = c.loai_cn AND s.ngay_ky > c.ngay_ky),
                iif(c._state = 'thay_the', c.ngay_ky, NULL)) AS ngay_thay_the
  FROM cong_nhan AS c

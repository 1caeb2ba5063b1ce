-- Texts of the sheets of the period before, of criteria that this period has, too; never what was found.
-- into: phieu_tieu_chi
SELECT :_id AS dot, f.cap_hoc AS cap_hoc, f.tieu_chi AS tieu_chi, f._id AS chep_tu, f.mo_ta_1 AS mo_ta_1, f.mo_ta_2 AS mo_ta_2,
       f.mo_ta_3 AS mo_ta_3, f.mo_ta_4 AS mo_ta_4, f.diem_manh AS diem_manh, f.diem_yeu AS diem_yeu
  FROM phieu_tieu_chi AS f
  JOIN dot_tdg AS d ON d._id = f.dot AND d.truong = :truong
  JOIN tieu_chi AS t ON t.code = f.tieu_chi
  JOIN dot_tdg__pham_vi AS p ON p._record = :_id AND p.cap_hoc = f.cap_hoc AND p.bo_tieu_chi = t.bo
 WHERE f.dot = :dot_truoc AND (t.loai = 'tieu_chi' OR p.muc_phan_dau >= 4)
   AND (coalesce(f.mo_ta_1, f.mo_ta_2, f.mo_ta_3, f.mo_ta_4, f.diem_manh, f.diem_yeu) IS NOT NULL
        OR EXISTS (SELECT 1 FROM phieu_tieu_chi__chi_bao AS c WHERE c._record = f._id AND coalesce(c.hien_trang, c.minh_chung) IS NOT NULL))
 ORDER BY f.cap_hoc, t.thu_tu

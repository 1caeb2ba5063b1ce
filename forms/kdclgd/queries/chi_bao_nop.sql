-- The school's sheet as it was handed in, by indicator: where the circular has one description for a level, it stands in each row of the level.
-- snapshot: dot_tdg :dot :lan_nop
SELECT b._row_key AS chi_bao, b.muc AS muc, b.ky_hieu AS ky_hieu, b.ket_qua AS ket_qua_dau, b.minh_chung AS "Minh chứng | Evidence",
       coalesce(b.ly_do_kad || ' ', '')
         || coalesce(b.hien_trang, CASE b.muc WHEN 1 THEN f.mo_ta_1 WHEN 2 THEN f.mo_ta_2 WHEN 3 THEN f.mo_ta_3 ELSE f.mo_ta_4 END, '')
         AS "Trường đã nộp | Handed in by the school"
  FROM phieu_tieu_chi AS f
  JOIN phieu_tieu_chi__chi_bao AS b ON b._record = f._id
 WHERE f.dot = :dot AND f.cap_hoc = :cap_hoc AND f.tieu_chi = :tieu_chi
 ORDER BY b._row

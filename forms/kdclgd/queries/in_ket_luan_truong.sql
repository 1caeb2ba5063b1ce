-- The conclusion on the school.
SELECT khai_quat, kien_nghi_so, kien_nghi_xa, kien_nghi_khac, ly_do_khac,
       CASE WHEN muc_ket_luan IS NULL THEN 'chưa xác định' WHEN muc_ket_luan = 0 THEN 'Không đạt Mức 1' ELSE 'Đạt Mức ' || muc_ket_luan END AS ket_qua,
       CASE WHEN muc_ket_luan IS NULL THEN 'not decided yet' WHEN muc_ket_luan = 0 THEN 'Level 1 not reached' ELSE 'Level ' || muc_ket_luan END AS ket_qua_en
  FROM ket_luan_truong WHERE dot = :dot

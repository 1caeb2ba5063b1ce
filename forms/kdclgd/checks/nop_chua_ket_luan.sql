-- A period about to be handed in has no verdict: one line per obstacle.
SELECT 'error' AS severity, 'dot_tdg' AS form, d._id AS id, 'pham_vi' AS field, v.ly_do AS message, v.ly_do_en AS message_en,
       d.han_nop AS due
  FROM dot_tdg AS d
  JOIN v_can_tro AS v ON v.dot = d._id AND v.loai IN ('thieu_phieu', 'chua_danh_gia', 'chua_ket_luan')
 WHERE d._id = coalesce(:dot_tdg, d._id) AND d.truong = coalesce(:truong, d.truong)
   AND d._state = 'hop_duyet'

-- Step 6: the conclusion on the school.
SELECT count(CASE WHEN k._state = 'xong' THEN 1 END) AS done, count(*) AS total,
       max(CASE WHEN v.trang_thai_kl = 'co' AND v.muc = 0 THEN 'Không đạt Mức 1'
                WHEN v.trang_thai_kl = 'co' THEN 'Mức ' || v.muc
                WHEN v.trang_thai_kl = 'chua_co_noi_dung' THEN 'Bộ tiêu chí chưa có nội dung'
                ELSE 'Chưa kết luận' END) AS state,
       max(CASE WHEN v.trang_thai_kl = 'co' AND v.muc = 0 THEN 'Below level 1'
                WHEN v.trang_thai_kl = 'co' THEN 'Level ' || v.muc
                WHEN v.trang_thai_kl = 'chua_co_noi_dung' THEN 'The rule set has no content yet'
                ELSE 'No verdict yet' END) AS state_en
  FROM v_muc_truong AS v
  LEFT JOIN ket_luan_truong AS k ON k.dot = v.dot
 WHERE v.dot = :dot_tdg

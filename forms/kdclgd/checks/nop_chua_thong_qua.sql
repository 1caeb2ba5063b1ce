-- A period about to be handed in whose conclusion on the school is not written or not adopted, or which has standards without a
-- conclusion: what is handed in is what the council adopted.
SELECT 'error' AS severity, iif(k._id IS NULL, 'dot_tdg', 'ket_luan_truong') AS form, coalesce(k._id, d._id) AS id,
       iif(k._id IS NULL, 'pham_vi', 'muc_ket_luan') AS field,
       iif(k._id IS NULL, 'Chưa có kết luận chung của trường', 'Kết luận chung của trường chưa được thông qua') AS message,
       iif(k._id IS NULL, 'There is no conclusion on the school', 'The conclusion on the school is not adopted') AS message_en,
       d.han_nop AS due
  FROM dot_tdg AS d
  LEFT JOIN ket_luan_truong AS k ON k.dot = d._id
 WHERE d._id = coalesce(:dot_tdg, d._id) AND d.truong = coalesce(:truong, d.truong)
   AND d._state = 'hop_duyet' AND k._state IS NOT 'xong' AND (k._id IS NULL OR k._id IS NOT :_record)
UNION ALL
SELECT 'warning', 'dot_tdg', t.dot, 'pham_vi',
       'Chưa viết xong kết luận của ' || count(*) || ' tiêu chuẩn',
       'Conclusions that are not written: ' || count(*) || ' standards', d.han_nop
  FROM (SELECT DISTINCT dot, cap_hoc, tieu_chuan FROM v_phieu WHERE loai = 'tieu_chi' AND dot = coalesce(:dot_tdg, dot)) AS t
  JOIN dot_tdg AS d ON d._id = t.dot
  LEFT JOIN ket_luan_tieu_chuan AS c ON c.dot = t.dot AND c.cap_hoc = t.cap_hoc AND c.tieu_chuan = t.tieu_chuan AND c._state = 'xong'
 WHERE d.truong = coalesce(:truong, d.truong) AND d._state = 'hop_duyet' AND c._id IS NULL
 GROUP BY t.dot

-- A member's sheet is opened again only for the discussion, which the head of the team opens; asked when such a sheet is moved.
SELECT 'error' AS severity, 'phieu_dgn' AS form, f._id AS id, 'nguoi' AS field,
       'Trưởng đoàn chưa mở thảo luận nên chưa sửa phiếu này được' AS message,
       'The head of the team has not opened the discussion yet, so this sheet cannot be changed' AS message_en
  FROM phieu_dgn AS f
  JOIN doan_dgn AS d ON d._id = f.doan
 WHERE f._id = :_record AND f._state = 'xong' AND d._state NOT IN ('thao_luan', 'hoan_thanh')

-- A visit ends when all criteria are agreed on, each by a consensus that was adopted; asked when a team is moved.
SELECT 'error' AS severity, 'doan_dgn' AS form, t.dot AS id, 'dot' AS field,
       'Tiêu chí ' || t.so_hieu || ' chưa có phiếu thống nhất đã thông qua' AS message,
       'Criterion ' || t.so_hieu || ' has no consensus that was adopted' AS message_en
  FROM v_thong_nhat AS t
  JOIN doan_dgn AS d ON d._id = t.dot AND d._state = 'thao_luan'
 WHERE t.dot = :_record AND t.phieu IS NULL

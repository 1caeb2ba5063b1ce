-- title: Báo cáo đã gửi
-- title.en: Reports that were sent
-- param: tu_ngay date
-- label: tu_ngay = Từ ngày | From
-- param: den_ngay date = today
-- label: den_ngay = Đến ngày, tình trạng tính đến ngày này | Until, and as of
-- column: so = Số | Number
-- column: gui_luc = Ghi lúc | Recorded at
-- column: nguoi = Người ghi | By
-- column: bang = Bảng tổng hợp | Summary
-- column: tham_so = Tham số | Parameters
-- column: so_vb = Số văn bản | Letter
-- column: ngay = Ngày văn bản | Dated
-- column: noi_nhan = Nơi nhận | Recipient
-- column: so_dong = Số dòng | Rows
-- column: bam = SHA-256 | SHA-256
-- roles: can_bo, lanh_dao_so
-- scope: all can_bo, lanh_dao_so
-- What was recorded as sent from tu_ngay to den_ngay: each is printed again by `phieu sent NUMBER`.
SELECT so, gui_luc, nguoi, nguoi_en, bang, tham_so, so_vb, ngay, noi_nhan, so_dong, bam
  FROM (SELECT 0 AS cuoi, s.number AS so, strftime('%Y-%m-%d %H:%M', s.at, '+7 hours') AS gui_luc, s.who AS nguoi, NULL AS nguoi_en, s.title AS bang,
               s.parameters AS tham_so, s.document AS so_vb, s.document_date AS ngay, s.recipient AS noi_nhan, s.rows AS so_dong, s.sha256 AS bam
          FROM _sent AS s
         WHERE (:tu_ngay IS NULL OR strftime('%Y-%m-%d', s.at, '+7 hours') >= :tu_ngay) AND (:den_ngay IS NULL OR strftime('%Y-%m-%d', s.at, '+7 hours') <= :den_ngay)
         UNION ALL
        SELECT 1, count(*), NULL, 'Tổng', 'Total', NULL, NULL, NULL, NULL, NULL, NULL, NULL
          FROM _sent AS s
         WHERE (:tu_ngay IS NULL OR strftime('%Y-%m-%d', s.at, '+7 hours') >= :tu_ngay) AND (:den_ngay IS NULL OR strftime('%Y-%m-%d', s.at, '+7 hours') <= :den_ngay))
 ORDER BY cuoi, so

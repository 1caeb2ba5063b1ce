-- title: Hỗ trợ, kiểm tra, giám sát
-- title.en: Support, inspection and supervision
-- param: tu_ngay date
-- label: tu_ngay = Từ ngày | From
-- param: den_ngay date = today
-- label: den_ngay = Đến ngày, tình trạng tính đến ngày này | Until, and as of
-- param: loai select_one loai_ho_tro
-- label: loai = Loại | Kind
-- param: don_vi select_one don_vi
-- label: don_vi = Đơn vị quản lý | Managing unit
-- column: so = Số | Number
-- column: ngay = Ngày | Date
-- column: ma_truong = Mã trường | School code
-- column: ten = Tên trường | School name
-- column: loai = Loại | Kind
-- column: nguoi_di = Người đi | Who went
-- column: dung = Bước đúng quy trình | Steps as prescribed
-- column: da_xet = Số bước đã xét | Steps judged
-- column: buoc_sai = Bước chưa đúng | Steps not as prescribed
-- column: kien_nghi = Kiến nghị | Requests
-- column: han = Hạn khắc phục | To be mended by
-- column: ngay_khac_phuc = Khắc phục ngày | Mended on
-- column: tinh_trang = Tình trạng | State
-- roles: can_bo, lanh_dao_so, can_bo_trung_gian
-- One row per visit in the time, with what was judged of the seven steps and what has become of the requests by den_ngay. The last row has
-- visits and schools, steps as prescribed and judged, and requests that were mended, wait and are late.
WITH dong AS (
  SELECT h.so_hts AS so, h.ngay_hts AS ngay, t.ma_truong, t.ten, l.label AS loai, l.label_en AS loai_en,
         (SELECT group_concat(n.ho_ten, ', ') FROM ho_tro_giam_sat__nguoi_di AS g JOIN nguoi AS n ON n._id = g.nguoi_den WHERE g._record = h._id) AS nguoi_di,
         (SELECT count(*) FROM ho_tro_giam_sat__buoc_hts AS b WHERE b._record = h._id AND b.dung_quy_trinh = 'co') AS dung,
         (SELECT count(b.dung_quy_trinh) FROM ho_tro_giam_sat__buoc_hts AS b WHERE b._record = h._id) AS da_xet,
         (SELECT group_concat(b.buoc || coalesce(' (' || b.nhan_xet || ')', ''), '; ') FROM ho_tro_giam_sat__buoc_hts AS b
           WHERE b._record = h._id AND b.dung_quy_trinh = 'khong') AS buoc_sai,
         h.kien_nghi_hts AS kien_nghi, h.han_hts AS han, iif(h.ngay_khac_phuc <= :den_ngay, h.ngay_khac_phuc, NULL) AS ngay_khac_phuc,
         CASE WHEN h.kien_nghi_hts IS NULL THEN 0 WHEN h.ngay_khac_phuc <= :den_ngay THEN 1 WHEN h.han_hts < :den_ngay THEN 3 ELSE 2 END AS tt
    FROM ho_tro_giam_sat AS h
    JOIN truong AS t ON t._id = h.truong
    JOIN loai_ho_tro AS l ON l.code = h.loai_hts
   WHERE h.ngay_hts <= :den_ngay AND (:tu_ngay IS NULL OR h.ngay_hts >= :tu_ngay) AND (:loai IS NULL OR h.loai_hts = :loai)
     AND (:don_vi IS NULL OR t._id IN (SELECT q.truong FROM v_thuoc AS q WHERE q.don_vi = :don_vi AND :den_ngay BETWEEN q.tu AND q.den))
)
SELECT so, so_en, ngay, ngay_en, ma_truong, ten, ten_en, loai, loai_en, nguoi_di, dung, da_xet, buoc_sai, kien_nghi, han, ngay_khac_phuc, tinh_trang,
       tinh_trang_en
  FROM (SELECT 0 AS cuoi, so, NULL AS so_en, ngay, NULL AS ngay_en, ma_truong, ten, NULL AS ten_en, loai, loai_en, nguoi_di, dung, da_xet, buoc_sai, kien_nghi,
               han, ngay_khac_phuc,
               CASE tt WHEN 0 THEN 'Không có kiến nghị' WHEN 1 THEN 'Đã khắc phục' WHEN 2 THEN 'Đang chờ' ELSE 'Quá hạn' END AS tinh_trang,
               CASE tt WHEN 0 THEN 'No requests' WHEN 1 THEN 'Mended' WHEN 2 THEN 'Waiting' ELSE 'Late' END AS tinh_trang_en
          FROM dong
         UNION ALL
        SELECT 1, 'Tổng', 'Total', count(*) || ' lượt', count(*) || ' visits', NULL, count(DISTINCT ma_truong) || ' trường',
               count(DISTINCT ma_truong) || ' schools', NULL, NULL, NULL, coalesce(sum(dung), 0), coalesce(sum(da_xet), 0), NULL, count(kien_nghi), NULL, NULL,
               'đã khắc phục ' || count(iif(tt = 1, 1, NULL)) || ', đang chờ ' || count(iif(tt = 2, 1, NULL)) || ', quá hạn ' || count(iif(tt = 3, 1, NULL)),
               'mended ' || count(iif(tt = 1, 1, NULL)) || ', waiting ' || count(iif(tt = 2, 1, NULL)) || ', late ' || count(iif(tt = 3, 1, NULL))
          FROM dong)
 ORDER BY cuoi, ngay, so

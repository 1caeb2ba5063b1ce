-- title: Tiến độ tự đánh giá
-- title.en: Progress of self-assessment
-- param: den_ngay date = today
-- label: den_ngay = Tính đến ngày | As of
-- param: don_vi select_one don_vi
-- label: don_vi = Đơn vị quản lý | Managing unit
-- param: loai_hinh select_one loai_hinh
-- label: loai_hinh = Loại hình | Ownership
-- column: ma_truong = Mã trường | School code
-- column: ten = Tên trường | School name
-- column: ma_dot = Đợt | Period
-- column: trang_thai = Trạng thái | State
-- column: so_phieu = Phiếu đã lập | Sheets
-- column: phieu_xong = Phiếu đã viết xong | Sheets written
-- column: so_tieu_chi = Phải có | Needed
-- column: ty_le = Tỷ lệ xong % | Written %
-- column: chi_bao_chua = Chỉ báo chưa đánh giá | Indicators not assessed
-- column: thieu_minh_chung = Chỉ báo đạt chưa ghi minh chứng | Met without evidence
-- column: han_nop = Hạn nộp | Due
-- column: con_ngay = Còn (ngày) | Days left
-- roles: thu_ky, chu_tich, nhom, truong_doc, can_bo, lanh_dao_so, can_bo_trung_gian
-- One row per period that has begun and is not handed in.
WITH dong AS (
  SELECT t.ma_truong, t.ten, d.ma_dot,
         CASE d._state WHEN 'chuan_bi' THEN 'Chuẩn bị' WHEN 'thu_thap' THEN 'Thu thập minh chứng'
                       WHEN 'viet' THEN 'Viết phiếu, viết báo cáo' WHEN 'hop_duyet' THEN 'Hội đồng họp duyệt'
                       WHEN 'tra_lai' THEN 'Bị trả lại' ELSE 'Rút lại' END AS trang_thai,
         CASE d._state WHEN 'chuan_bi' THEN 'Preparing' WHEN 'thu_thap' THEN 'Collecting evidence'
                       WHEN 'viet' THEN 'Writing' WHEN 'hop_duyet' THEN 'Council approves'
                       WHEN 'tra_lai' THEN 'Returned' ELSE 'Withdrawn' END AS trang_thai_en,
         (SELECT count(v.phieu) FROM v_phieu AS v WHERE v.dot = d._id) AS so_phieu,
         (SELECT count(CASE WHEN v.trang_thai IN ('xong', 'hoi_dong_duyet') THEN 1 END) FROM v_phieu AS v WHERE v.dot = d._id) AS phieu_xong,
         (SELECT count(*) FROM v_phieu AS v WHERE v.dot = d._id) AS so_tieu_chi,
         (SELECT coalesce(sum(c.so_chua), 0)
            FROM v_chi_bao_muc AS c
            JOIN dot_tdg__pham_vi AS p ON p._record = c.dot AND p.cap_hoc = c.cap_hoc AND c.muc <= p.muc_phan_dau
           WHERE c.dot = d._id) AS chi_bao_chua,
         (SELECT coalesce(sum(c.thieu_mc), 0) FROM v_chi_bao_muc AS c WHERE c.dot = d._id) AS thieu_minh_chung,
         d.han_nop,
         CAST(julianday(d.han_nop) - julianday(:den_ngay) AS INTEGER) AS con_ngay
    FROM dot_tdg AS d
    JOIN truong AS t ON t._id = d.truong
   WHERE d.tu_ngay <= :den_ngay AND d._state NOT IN ('da_nop', 'tiep_nhan', 'cong_bo', 'khoa')
     AND (:loai_hinh IS NULL OR t.loai_hinh = :loai_hinh)
     AND (:don_vi IS NULL OR t._id IN (SELECT q.truong FROM v_thuoc AS q WHERE q.don_vi = :don_vi AND :den_ngay BETWEEN q.tu AND q.den))
)
SELECT ma_truong, ma_truong_en, ten, ten_en, ma_dot, trang_thai, trang_thai_en, so_phieu, phieu_xong, so_tieu_chi,
       round(100.0 * phieu_xong / nullif(so_tieu_chi, 0), 2) AS ty_le, chi_bao_chua, thieu_minh_chung, han_nop, con_ngay
  FROM (SELECT 0 AS cuoi, NULL AS ma_truong_en, NULL AS ten_en, * FROM dong
         UNION ALL
        SELECT 1, 'Total', count(*) || ' periods', 'Tổng', count(*) || ' đợt', NULL, NULL, NULL, coalesce(sum(so_phieu), 0), coalesce(sum(phieu_xong), 0),
               coalesce(sum(so_tieu_chi), 0), coalesce(sum(chi_bao_chua), 0), coalesce(sum(thieu_minh_chung), 0), NULL, NULL
          FROM dong)
 ORDER BY cuoi, han_nop, ma_truong

-- title: Văn bản chỉ đạo và nơi nhận
-- title.en: Guidance documents and to whom they went
-- param: tu_ngay date
-- label: tu_ngay = Ban hành từ ngày | Issued from
-- param: den_ngay date = today
-- label: den_ngay = Đến ngày | Until
-- column: so_hieu = Số, ký hiệu | Reference
-- column: ngay = Ngày ban hành | Date of issue
-- column: co_quan = Cơ quan ban hành | Issued by
-- column: trich_yeu = Trích yếu | Subject
-- column: han = Hạn | Due
-- column: da_gui = Số đơn vị đã gửi | Units it went to
-- column: can_gui = Số đơn vị có trường áp dụng | Units with schools it applies to
-- column: chua_gui = Chưa gửi | It did not go to
-- column: ty_le = Tỷ lệ đã gửi % | Went to %
-- column: trang_thai = Trạng thái | State
-- roles: can_bo, lanh_dao_so, can_bo_trung_gian
-- One row per document. The units that need it are those that managed schools of its levels directly on its day; da_gui counts those of
-- them that it went to by den_ngay. The last row adds both up.
WITH can AS (
  SELECT DISTINCT v._id AS vb, q.don_vi, u.ten
    FROM van_ban_chi_dao AS v
    JOIN v_truong_dong AS m ON coalesce(m.dong_tu, '9999') > v.ngay_cd
    JOIN truong AS t ON t._id = m.truong AND (v.ap_dung IS NULL OR ' ' || v.ap_dung || ' ' LIKE '% ' || t.cap_thong_ke || ' %')
    JOIN truong__quan_ly AS q ON q._record = t._id AND q.vai = 'quan_ly_truc_tiep' AND coalesce(q.tu, '') <= v.ngay_cd AND coalesce(q.den, '9999') >= v.ngay_cd
    JOIN don_vi AS u ON u._id = q.don_vi
    -- the unit that issued it needs no copy
   WHERE u.ten <> v.co_quan_cd AND v.ngay_cd <= :den_ngay AND (:tu_ngay IS NULL OR v.ngay_cd >= :tu_ngay)
),
xet AS (
  SELECT c.*, EXISTS (SELECT 1 FROM van_ban_chi_dao__gui_den AS g
                       WHERE g._record = c.vb AND g.don_vi_gui = c.don_vi AND coalesce(g.ngay_gui, '') <= :den_ngay) AS gui
    FROM can AS c
),
dong AS (
  SELECT v.so_hieu_cd AS so_hieu, v.ngay_cd AS ngay, v.co_quan_cd AS co_quan, v.trich_yeu, v.han_cd AS han, v._state AS tt,
         coalesce(sum(x.gui), 0) AS da_gui, count(x.vb) AS can_gui, group_concat(iif(x.gui, NULL, x.ten), '; ') AS chua_gui
    FROM van_ban_chi_dao AS v
    LEFT JOIN xet AS x ON x.vb = v._id
   WHERE v.ngay_cd <= :den_ngay AND (:tu_ngay IS NULL OR v.ngay_cd >= :tu_ngay)
   GROUP BY v._id
)
SELECT so_hieu, so_hieu_en, ngay, co_quan, trich_yeu, trich_yeu_en, han, da_gui, can_gui, chua_gui, round(100.0 * da_gui / nullif(can_gui, 0), 2) AS ty_le,
       trang_thai, trang_thai_en
  FROM (SELECT 0 AS cuoi, so_hieu, NULL AS so_hieu_en, ngay, co_quan, trich_yeu, NULL AS trich_yeu_en, han, da_gui, can_gui, chua_gui,
               iif(tt = 'hieu_luc', 'Có hiệu lực', 'Hết hiệu lực') AS trang_thai, iif(tt = 'hieu_luc', 'In force', 'No longer in force') AS trang_thai_en
          FROM dong
         UNION ALL
        SELECT 1, 'Tổng', 'Total', NULL, NULL, count(*) || ' văn bản', count(*) || ' documents', NULL, coalesce(sum(da_gui), 0), coalesce(sum(can_gui), 0), NULL,
               'có hiệu lực ' || count(iif(tt = 'hieu_luc', 1, NULL)), 'in force ' || count(iif(tt = 'hieu_luc', 1, NULL))
          FROM dong)
 ORDER BY cuoi, ngay, so_hieu

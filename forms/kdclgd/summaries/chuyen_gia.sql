-- title: Chuyên gia đánh giá ngoài
-- title.en: External evaluators
-- param: den_ngay date = today
-- label: den_ngay = Tính đến ngày | As of
-- param: don_vi select_one don_vi
-- label: don_vi = Đơn vị quản lý trường của chuyên gia | Unit that manages their school
-- param: cap_hoc select_one cap_hoc
-- label: cap_hoc = Cấp học | Level of education
-- column: ma_nguoi = Mã số | Number
-- column: ho_ten = Họ và tên | Name
-- column: noi_lam = Nơi công tác | From
-- column: cap_hoc = Cấp học | Levels
-- column: linh_vuc = Lĩnh vực | Field
-- column: nam_cong_tac = Số năm công tác | Years in the sector
-- column: tap_huan = Tập huấn ngày | Trained on
-- column: so_doan = Số đoàn đã tham gia | Teams
-- column: dang_o_doan = Đang ở đoàn | In a team now
-- column: san_sang = Sẵn sàng | Ready
-- column: trang_thai = Trạng thái | State
-- roles: can_bo, lanh_dao_so
-- One row per evaluator who has not left, by name. Trained: the last course that they passed, or the day that was typed, by the day. Teams are those
-- decided on by the day; one is at work from its decision until its last step is done. The last row counts.
WITH g AS (
  SELECT n.ma_nguoi AS ma_nguoi, n.ho_ten AS ho_ten, coalesce(t.ten, u.ten) AS noi_lam, c.cap_hoc_cg AS cap, c.linh_vuc AS linh_vuc,
         substr(:den_ngay, 1, 4) - c.nam_vao_nganh AS nam_cong_tac, c.san_sang AS san_sang, c._state AS tt,
         nullif(max(coalesce(iif(c.tap_huan_ngay <= :den_ngay, c.tap_huan_ngay, NULL), ''),
                    coalesce((SELECT max(l.den_lop) FROM lop_tap_huan__hoc_vien AS h JOIN lop_tap_huan AS l ON l._id = h._record
                               WHERE h.nguoi_hv = n._id AND h.co_mat_hv = 'co' AND h.ket_qua_hv = 'dat' AND l.noi_dung_lop = 'dgn' AND l._state = 'da_to_chuc'
                                 AND l.den_lop <= :den_ngay), '')), '') AS tap_huan,
         (SELECT count(*) FROM doan_dgn__thanh_vien AS m JOIN doan_dgn AS d ON d._id = m._record
           WHERE m.nguoi = n._id AND d._state NOT IN ('du_thao', 'huy') AND d.ngay_qd <= :den_ngay) AS so_doan,
         (SELECT group_concat(s.ten, '; ') FROM doan_dgn__thanh_vien AS m JOIN doan_dgn AS d ON d._id = m._record JOIN dot_tdg AS k ON k._id = d.dot
            JOIN truong AS s ON s._id = k.truong
           WHERE m.nguoi = n._id AND d._state NOT IN ('du_thao', 'huy') AND d.ngay_qd <= :den_ngay
             AND EXISTS (SELECT 1 FROM doan_dgn__cac_buoc AS b WHERE b._record = d._id AND b._row_key = '6' AND coalesce(b.xong_ngay, '9999') > :den_ngay)) AS dang_o_doan
    FROM chuyen_gia AS c
    JOIN nguoi AS n ON n._id = c.nguoi
    LEFT JOIN truong AS t ON t._id = n.truong
    LEFT JOIN don_vi AS u ON u._id = n.don_vi
   WHERE c._state <> 'thoi'
     AND (:don_vi IS NULL OR n.truong IN (SELECT v.truong FROM v_thuoc AS v WHERE v.don_vi = :don_vi AND :den_ngay BETWEEN v.tu AND v.den))
     AND (:cap_hoc IS NULL OR ' ' || c.cap_hoc_cg || ' ' LIKE '% ' || :cap_hoc || ' %')
)
SELECT ma_nguoi, ma_nguoi_en, ho_ten, ho_ten_en, noi_lam, cap_hoc, linh_vuc, nam_cong_tac, tap_huan, so_doan, dang_o_doan, san_sang, san_sang_en, trang_thai, trang_thai_en
  FROM (SELECT 0 AS cuoi, ma_nguoi, NULL AS ma_nguoi_en, ho_ten, NULL AS ho_ten_en, noi_lam,
               (SELECT group_concat(k.short, ', ') FROM cap_hoc AS k WHERE ' ' || g.cap || ' ' LIKE '% ' || k.code || ' %') AS cap_hoc, linh_vuc, nam_cong_tac, tap_huan,
               so_doan, dang_o_doan, iif(san_sang = 'co', 'Có', 'Không') AS san_sang, iif(san_sang = 'co', 'Yes', 'No') AS san_sang_en,
               iif(tt = 'hoat_dong', 'Đang tham gia', 'Tạm nghỉ') AS trang_thai, iif(tt = 'hoat_dong', 'At work', 'Resting') AS trang_thai_en
          FROM g
         UNION ALL
        SELECT 1, 'Tổng', 'Total', count(*) || ' người', count(*) || ' persons', NULL, NULL, NULL, NULL, count(tap_huan), coalesce(sum(so_doan), 0),
               count(dang_o_doan) || '', count(iif(san_sang = 'co', 1, NULL)), NULL, NULL, NULL
          FROM g)
 ORDER BY cuoi, name_key(ho_ten), ma_nguoi

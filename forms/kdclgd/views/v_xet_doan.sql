-- What counts for and against a person in a team that visits a school: one row per person and school, so whoever asks names both.
--   chuyen_gia   the record as an evaluator, NULL: none that is at work
--   vao_nganh    the year they entered the sector; da_tap_huan: the first day by which they were trained, by course or by a day that was typed
--   cung_cap     1: one of the school's levels of education is theirs
--   dang_lam     1: works at the school, or at one that was merged into it
--   tung_lam     the last day of the posts that they held there in their career, '9999' while one lasts
--   quan_ly_tu, quan_ly_den   while the unit in which they work, but no department, manages the school
SELECT n._id AS nguoi, t._id AS truong, n.ho_ten AS ho_ten, g._id AS chuyen_gia, g.nam_vao_nganh AS vao_nganh,
       min(coalesce(g.tap_huan_ngay, '9999'),
           coalesce((SELECT min(l.den_lop) FROM lop_tap_huan__hoc_vien AS c JOIN lop_tap_huan AS l ON l._id = c._record
                      WHERE c.nguoi_hv = n._id AND c.co_mat_hv = 'co' AND c.ket_qua_hv = 'dat' AND l.noi_dung_lop = 'dgn' AND l._state = 'da_to_chuc'),
                    '9999')) AS da_tap_huan,
       EXISTS (SELECT 1 FROM cap_hoc AS k
                WHERE ' ' || t.cap_hoc || ' ' LIKE '% ' || k.code || ' %' AND ' ' || g.cap_hoc_cg || ' ' LIKE '% ' || k.code || ' %') AS cung_cap,
       n._state = 'dang_lam' AND (n.truong = t._id OR EXISTS (SELECT 1 FROM truong__bien_dong AS b
                                                               WHERE b._record = t._id AND b.loai_bd = 'nhan_sap_nhap' AND b.truong_khac = n.truong)) AS dang_lam,
       (SELECT max(coalesce(q.den, '9999'))
          FROM nguoi__qua_trinh AS q
         WHERE q._record = n._id
           AND (q.truong_qt = t._id OR q.noi_lam IN (t.ten, t.ten_truoc)
                OR EXISTS (SELECT 1 FROM truong__bien_dong AS b
                            WHERE b._record = t._id AND b.loai_bd = 'nhan_sap_nhap' AND b.truong_khac = q.truong_qt))) AS tung_lam,
       (SELECT min(coalesce(q.tu, '')) FROM truong__quan_ly AS q JOIN don_vi AS u ON u._id = q.don_vi AND u.loai <> 'so'
         WHERE q._record = t._id AND q.vai = 'quan_ly_truc_tiep' AND q.don_vi = n.don_vi) AS quan_ly_tu,
       (SELECT max(coalesce(q.den, '9999')) FROM truong__quan_ly AS q JOIN don_vi AS u ON u._id = q.don_vi AND u.loai <> 'so'
         WHERE q._record = t._id AND q.vai = 'quan_ly_truc_tiep' AND q.don_vi = n.don_vi) AS quan_ly_den
  FROM truong AS t
  JOIN nguoi AS n
  LEFT JOIN chuyen_gia AS g ON g.nguoi = n._id AND g._state = 'hoat_dong'

-- The days from which deadlines are counted: the list moc_han says which deadline follows from which (tu_truong, the form's field), and
-- how long after.  xong: what the deadline asks for is done.  Of one school each part is read by that school.
SELECT d.truong AS truong, d._id AS dot, 'dot_tdg' AS form, d._id AS id, 'han_nop' AS o, 'dot_tdg.han_nop' AS tu_truong, d.han_nop AS ngay,
       d.van_ban AS van_ban, d.ma_dot AS chi_tiet, d.ma_dot AS chi_tiet_en, d._state IN ('da_nop', 'tiep_nhan', 'cong_bo', 'khoa') AS xong
  FROM dot_tdg AS d
UNION ALL
SELECT d.truong, d._id, 'dot_tdg', d._id, 'cac_buoc/' || c._row_key || '/xong_ngay', 'dot_tdg.cac_buoc.den', c.den, d.van_ban,
       d.ma_dot || ', bước ' || b.code || ' ' || b.label, d.ma_dot || ', step ' || b.code || ' ' || b.label_en,
       c.xong_ngay IS NOT NULL OR d._state IN ('cong_bo', 'khoa')
  FROM dot_tdg AS d
  JOIN dot_tdg__cac_buoc AS c ON c._record = d._id AND c.den IS NOT NULL
  JOIN buoc AS b ON b.code = c.buoc
UNION ALL
SELECT d.truong, d._id, 'dang_ky_dgn', k._id, 'dot', 'tiep_nhan.han_bs', n.han_bs, d.van_ban, d.ma_dot, d.ma_dot, k._state <> 'yeu_cau_bo_sung'
  FROM dot_tdg AS d
  JOIN dang_ky_dgn AS k ON k.dot = d._id
  JOIN tiep_nhan AS n ON n.dang_ky = k._id AND n.han_bs IS NOT NULL
UNION ALL
SELECT g.truong, NULL, 'ket_qua_giay', g._id, 'ngay_kq', 'ket_qua_giay.ngay_kq', g.ngay_kq, b.van_ban, b.short, b.short,
       EXISTS (SELECT 1 FROM cong_nhan AS c WHERE c.truong = g.truong AND c.ngay_ky >= g.ngay_kq)
  FROM ket_qua_giay AS g
  JOIN bo_tieu_chi AS b ON b.code = g.bo_kq
 WHERE g.nguon_kq = 'dgn'
UNION ALL
SELECT c.truong, NULL, 'cong_nhan', c._id, 'ngay_het_han', 'cong_nhan.ngay_het_han', c.ngay_het_han, c.van_ban_cn, c.so_qd_cn, c.so_qd_cn,
       c._state <> 'hieu_luc' OR EXISTS (SELECT 1 FROM cong_nhan AS s WHERE s.truong = c.truong AND s.loai_cn = c.loai_cn AND s.ngay_ky > c.ngay_ky)
       OR EXISTS (SELECT 1 FROM dot_tdg AS d JOIN dang_ky_dgn AS k ON k.dot = d._id WHERE d.truong = c.truong AND k.ngay_cv > c.ngay_ky AND k._state <> 'rut')
  FROM cong_nhan AS c
 WHERE c.ngay_het_han IS NOT NULL
UNION ALL
SELECT c.truong, NULL, 'thu_hoi', t._id, 'han_kp', 'thu_hoi.han_kp', t.han_kp, c.van_ban_cn, c.so_qd_cn, c.so_qd_cn,
       t._state NOT IN ('nhac', 'cho_khac_phuc')
  FROM cong_nhan AS c
  JOIN thu_hoi AS t ON t.cong_nhan = c._id AND t.han_kp IS NOT NULL
UNION ALL
SELECT d.truong, NULL, 'bao_cao_dgn', b._id, 'ngay_gui_truong', iif(b._state = 'gui_truong', 'bao_cao_dgn.ngay_gui_truong', 'bao_cao_dgn.ngay_bc'),
       iif(b._state = 'gui_truong', b.ngay_gui_truong, b.ngay_bc), d.van_ban, d.ma_dot, d.ma_dot,
       b._state <> 'gui_truong' AND b.so_kien_nghi <= (SELECT count(DISTINCT v.so_kn_vc) FROM viec_cai_tien AS v WHERE v.truong = d.truong AND v.bao_cao_vc = b._id)
  FROM dot_tdg AS d
  JOIN doan_dgn AS g ON g.dot = d._id
  JOIN bao_cao_dgn AS b ON b.doan = g._id AND b._state IN ('gui_truong', 'gui_so', 'khoa')

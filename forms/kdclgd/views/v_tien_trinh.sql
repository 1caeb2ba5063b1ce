-- One row per self-assessment period with how far it has come on its way to a visit: sheets written of those needed, indicators found met
-- that name their evidence, the conclusion adopted, handed in, the day of the registration that was sent, the day of the result of a visit in
-- the same school year.  Each is asked for by itself, so that only the periods that are wanted are read.
SELECT d._id AS dot, d.truong AS truong, d.ma_dot AS ma_dot, d.nam_hoc AS nam_hoc, d.tu_ngay AS tu_ngay, d.han_nop AS han_nop,
       (SELECT count(*) FROM v_phieu AS v WHERE v.dot = d._id) AS so_phieu,
       (SELECT count(*) FROM v_phieu AS v WHERE v.dot = d._id AND v.trang_thai IN ('xong', 'hoi_dong_duyet')) AS phieu_xong,
       (SELECT count(*) FROM phieu_tieu_chi AS f JOIN phieu_tieu_chi__chi_bao AS c ON c._record = f._id
         WHERE f.dot = d._id AND c.ket_qua = 'dat') AS cb_dat,
       (SELECT count(c.minh_chung) FROM phieu_tieu_chi AS f JOIN phieu_tieu_chi__chi_bao AS c ON c._record = f._id
         WHERE f.dot = d._id AND c.ket_qua = 'dat') AS cb_co_mc,
       EXISTS (SELECT 1 FROM ket_luan_truong AS k WHERE k.dot = d._id AND k._state = 'xong') AS ket_luan,
       d._state IN ('da_nop', 'tiep_nhan', 'cong_bo', 'khoa') AS da_nop,
       (SELECT max(g.ngay_cv) FROM dang_ky_dgn AS g WHERE g.dot = d._id AND g._state NOT IN ('nhap', 'rut')) AS ngay_dk,
       (SELECT max(g.ngay) FROM v_ket_qua_dgn AS g WHERE g.truong = d.truong AND g.nam_hoc = d.nam_hoc) AS ngay_dgn
  FROM dot_tdg AS d

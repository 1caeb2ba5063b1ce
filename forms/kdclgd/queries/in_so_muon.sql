-- The loans of a school's evidence, each item with the code that it had in the period of that day.
SELECT f.so_muon, strftime('%d/%m/%Y', f.ngay_muon) AS ngay_muon, f.nguoi_muon, f.muc_dich_muon, strftime('%d/%m/%Y', f.hen_tra) AS hen_tra,
       strftime('%d/%m/%Y', f.ngay_tra) AS ngay_tra, f.ghi_chu_muon,
       (SELECT group_concat(coalesce(x.ma || ': ', '') || x.ten_mc, char(10))
          FROM (SELECT g.ten_mc, (SELECT m.ma_mc FROM minh_chung__ma AS m JOIN dot_tdg AS d ON d._id = m.dot_mc
                                   WHERE m._record = g._id AND d.tu_ngay <= f.ngay_muon ORDER BY d.tu_ngay DESC LIMIT 1) AS ma
                  FROM minh_chung AS g WHERE g.truong = f.truong AND selected(f.mc_muon, g._id) ORDER BY g.so_mc) AS x) AS minh_chung
  FROM muon_minh_chung AS f
 WHERE f.truong = :truong ORDER BY f.so_muon

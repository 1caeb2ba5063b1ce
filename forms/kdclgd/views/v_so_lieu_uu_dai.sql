-- What is known of a school for the rules of incentives (lists/dieu_kien_uu_dai.csv), a row for each figure and time: the value and the days
-- between which it holds, both included, NULL for open. The names are those of lists/so_lieu_uu_dai.csv; dac_diem_X is a feature of the place.
SELECT v.truong AS truong, iif(v.loai_cn = 'kd', 'cap_do_kd', 'muc_do_cqg') AS so_lieu, v.muc AS gia_tri, v.ngay_ky AS tu,
       min(v.ngay_het_han, coalesce(date(v.ngay_thu_hoi, '-1 day'), '9999-12-31'), coalesce(date(v.ngay_thay_the, '-1 day'), '9999-12-31')) AS den
  FROM v_cong_nhan AS v
UNION ALL
SELECT v.truong, 'lan_nang_muc', 1, v.ngay_ky,
       min(v.ngay_het_han, coalesce(date(v.ngay_thu_hoi, '-1 day'), '9999-12-31'), coalesce(date(v.ngay_thay_the, '-1 day'), '9999-12-31'))
  FROM v_cong_nhan AS v
 WHERE v.hinh_thuc_cn = 'nang'
UNION ALL
SELECT d.truong, 'muc_tdg', k.muc_ket_luan, d.tu_ngay, NULL
  FROM dot_tdg AS d
  JOIN ket_luan_truong AS k ON k.dot = d._id AND k._state = 'xong' AND k.muc_ket_luan IS NOT NULL
UNION ALL
SELECT w.truong, 'viec_cai_tien_xong', 1, w.ngay_xong_vc, NULL
  FROM viec_cai_tien AS w
 WHERE w._state = 'xong' AND w.ngay_xong_vc IS NOT NULL
UNION ALL
SELECT t._id, 'cong_lap', t.loai_hinh = 'cong_lap', NULL, NULL
  FROM truong AS t
UNION ALL
SELECT h.truong, 'so_khoa', h.khoa_hoan_thanh, NULL, NULL
  FROM ho_so_truong AS h
 WHERE h.khoa_hoan_thanh IS NOT NULL
UNION ALL
SELECT f._record, 'dac_diem_' || f.dac_diem, 1, f.tu_nam || '-01-01', f.den_nam || '-12-31'
  FROM truong__dac_diem_nam AS f

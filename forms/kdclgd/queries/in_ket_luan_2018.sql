-- The conclusion on a standard under the circulars of 2018.
SELECT k.diem_manh, k.diem_yeu, k.ket_luan FROM ket_luan_tieu_chuan AS k JOIN bo_tieu_chi AS b ON b.code = :bo
 WHERE k.dot = :dot AND k.cap_hoc = :cap_hoc AND k.tieu_chuan = :tieu_chuan AND b.cach_mo_ta = 'theo_muc'

-- The assessment of a standard under circular 57/2026.
SELECT k.diem_manh, k.han_che, k.nguyen_nhan, k.xu_huong, k.uu_tien FROM ket_luan_tieu_chuan AS k JOIN bo_tieu_chi AS b ON b.code = :bo
 WHERE k.dot = :dot AND k.cap_hoc = :cap_hoc AND k.tieu_chuan = :tieu_chuan AND b.cach_mo_ta = 'theo_chi_bao'

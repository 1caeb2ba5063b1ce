-- The texts of a sheet whose rule set describes by level; no row under circular 57/2026.
SELECT f.diem_manh, f.diem_yeu FROM phieu_tieu_chi AS f JOIN bo_tieu_chi AS b ON b.code = f.bo
 WHERE f._id = :phieu AND b.cach_mo_ta = 'theo_muc'

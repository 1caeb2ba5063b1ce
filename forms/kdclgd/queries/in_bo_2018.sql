-- One row where the rule set describes by level (the circulars of 2018).
SELECT 'co' AS co FROM bo_tieu_chi WHERE code = :bo AND cach_mo_ta = 'theo_muc'

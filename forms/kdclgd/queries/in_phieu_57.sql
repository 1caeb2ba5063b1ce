-- One row where the rule set describes by indicator (circular 57/2026).
SELECT 'co' AS co FROM bo_tieu_chi WHERE code = :bo AND cach_mo_ta = 'theo_chi_bao'

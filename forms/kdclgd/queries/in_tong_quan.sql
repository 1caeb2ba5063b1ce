-- What the report says before the criteria.
SELECT tinh_hinh_tq, thuan_loi, kho_khan, muc_dich_tq, qua_trinh_tq FROM tong_quan WHERE dot = :dot

-- The training that a plan foresees.
SELECT thoi_gian_th, thanh_phan, noi_dung_th FROM ke_hoach_tdg__tap_huan WHERE _record = :ke_hoach ORDER BY _row

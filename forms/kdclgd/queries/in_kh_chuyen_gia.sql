-- The experts that a plan hires.
SELECT row_number() OVER (ORDER BY _row) AS tt, ho_ten_cg, viec_cg, replace(printf('%,d', kinh_phi_cg), ',', '.') AS kinh_phi
  FROM ke_hoach_tdg__chuyen_gia WHERE _record = :ke_hoach ORDER BY _row

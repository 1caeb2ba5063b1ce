-- The levels of criteria of both sides: of the school's sheets by period, and of the team's consensus by visit. Which rules make a level of
-- them is the same for both (v_pham_vi, v_muc_ben).
SELECT dot, cap_hoc, bo, muc_phan_dau, loai, bat_buoc, so_muc, phieu, muc FROM v_phieu
UNION ALL
SELECT dot, cap_hoc, bo, muc_phan_dau, loai, bat_buoc, so_muc, phieu, muc FROM v_thong_nhat

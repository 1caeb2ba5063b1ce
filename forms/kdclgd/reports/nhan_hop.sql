-- title: Nhãn hộp minh chứng
-- title.en: Labels for evidence boxes
-- form: dot_tdg
SELECT h.dot, h.ten_truong, h.nam_hoc, h.so_van_ban FROM v_dau_dot AS h WHERE h.dot = :_id

-- title: Bảng tổng hợp kết quả tự đánh giá
-- title.en: Table of the results of self-assessment
-- form: dot_tdg
SELECT h.dot, h.truong, h.co_quan, h.ten_truong, h.hieu_truong, h.chuc_danh, h.nam_hoc, coalesce('Mã dấu: ' || :_seal, '') AS dau, h.chu_tich
  FROM v_dau_dot AS h
 WHERE h.dot = :_id

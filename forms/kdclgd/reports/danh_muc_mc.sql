-- title: Danh mục minh chứng
-- title.en: List of evidence
-- form: dot_tdg
SELECT h.dot, h.truong, h.co_quan, h.ten_truong, h.hieu_truong, h.chuc_danh, h.nam_hoc, coalesce('Mã dấu: ' || :_seal, '') AS dau
  FROM v_dau_dot AS h
 WHERE h.dot = :_id

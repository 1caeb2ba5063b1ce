-- title: Bảng tổng hợp kết quả (Thông tư 57/2026)
-- title.en: Table of results (circular 57/2026)
-- form: dot_tdg
SELECT h.dot, h.co_quan, h.ten_truong, h.hieu_truong, h.chuc_danh, h.nam_hoc, h.chu_tich, coalesce('Mã dấu: ' || :_seal, '') AS dau
  FROM v_dau_dot AS h
 WHERE h.dot = :_id
   AND EXISTS (SELECT 1 FROM dot_tdg__pham_vi AS p JOIN bo_tieu_chi AS b ON b.code = p.bo_tieu_chi WHERE p._record = h.dot AND b.cach_mo_ta = 'theo_chi_bao')

-- Suggestions, shown in brackets until somebody takes (F7) or writes something: the question and the evidence of the kind of requirement
-- that the indicator is (lists/loai_yeu_cau.csv).  Proposed; nothing of it is stored by itself.
SELECT c.code AS ma_dong, y.cau_hoi AS cau_hoi, y.cau_hoi_en AS cau_hoi_en, y.mc_goi_y AS mc_can_thu, y.mc_goi_y_en AS mc_can_thu_en
  FROM chi_bao AS c
  JOIN v_loai_yeu_cau AS v ON v.chi_bao = c.code
  JOIN loai_yeu_cau AS y ON y.code = v.loai
 WHERE c.tieu_chi = :tieu_chi

-- The rule set of a period is only registered.
SELECT 'todo' AS severity, 'dot_tdg' AS form, d._id AS id, 'pham_vi' AS field,
       'Bộ tiêu chí ' || b.short || ' chưa có nội dung: bổ sung lists/tieu_chuan.csv, lists/tieu_chi.csv, lists/chi_bao.csv' AS message,
       'Rule set ' || b.short || ' has no content yet: fill lists/tieu_chuan.csv, lists/tieu_chi.csv, lists/chi_bao.csv' AS message_en,
       d.han_nop AS due
  FROM dot_tdg AS d
  JOIN dot_tdg__pham_vi AS p ON p._record = d._id
  JOIN bo_tieu_chi AS b ON b.code = p.bo_tieu_chi AND b.du_noi_dung = 'khong'
 WHERE d.truong = :truong AND d._id = coalesce(:dot_tdg, d._id)
   AND d._state <> 'cong_bo' AND d._state <> 'khoa'

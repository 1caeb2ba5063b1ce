-- A rule set declares other counts than the lists hold: said at each period under it.
SELECT 'error' AS severity, 'dot_tdg' AS form, p._record AS id, 'pham_vi' AS field,
       'Bộ tiêu chí ' || k.bo || ': số tiêu chuẩn, tiêu chí hoặc chỉ báo khác số đã khai trong lists/bo_tieu_chi.csv' AS message,
       'Rule set ' || k.bo || ': standards, criteria or indicators differ from the counts declared in lists/bo_tieu_chi.csv' AS message_en
  FROM v_kiem_bo AS k
  JOIN dot_tdg__pham_vi AS p ON p.bo_tieu_chi = k.bo
 WHERE k.lech = 1 AND p._record = coalesce(:dot_tdg, p._record)

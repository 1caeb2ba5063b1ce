-- What the rule sets of a period ask of the team that visits it (lists/quy_tac_doan.csv), one row per period; of several sets the strictest.
-- NULL: nothing is asked. cap_hoc: the levels of education that are assessed, with blanks between; `chung` stands for those of the school.
SELECT p._record AS dot, max(iif(q.tham_so = 'it_nhat', q.so, NULL)) AS it_nhat, min(iif(q.tham_so = 'nhieu_nhat', q.so, NULL)) AS nhieu_nhat,
       max(iif(q.tham_so = 'nam_nganh', q.so, NULL)) AS nam_nganh, max(iif(q.tham_so = 'tap_huan', q.so, NULL)) AS tap_huan,
       max(iif(q.tham_so = 'chua_tung', q.so, NULL)) AS chua_tung, max(iif(q.tham_so = 'khac_quan_ly', q.so, NULL)) AS khac_quan_ly,
       max(iif(q.tham_so = 'dung_cap', q.so, NULL)) AS dung_cap
  FROM dot_tdg__pham_vi AS p
  JOIN quy_tac_doan AS q ON q._retired = 0 AND ' ' || q.ap_dung || ' ' LIKE '% ' || p.bo_tieu_chi || ' %'
 GROUP BY p._record

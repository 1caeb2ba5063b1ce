-- Board of one period: evidence, assessment and sheets, then the standards of each scope, the clauses of level 4 and all criteria.
WITH pv AS (
  SELECT p.cap_hoc, p.bo_tieu_chi AS bo, k.thu_tu AS thu_tu, p.muc_phan_dau,
         iif((SELECT count(*) FROM dot_tdg__pham_vi WHERE _record = :dot_tdg) > 1, k.short || ' ', '') AS dau
    FROM dot_tdg__pham_vi AS p
    JOIN cap_hoc AS k ON k.code = p.cap_hoc
    JOIN bo_tieu_chi AS b ON b.code = p.bo_tieu_chi AND b.du_noi_dung = 'co'
   WHERE p._record = :dot_tdg
),
dong AS (
  SELECT pv.cap_hoc || '|' || b.column1 AS code, pv.dau || b.column2 AS label, pv.dau || b.column3 AS label_en, 'phieu_tieu_chi' AS form, NULL AS duoi,
         pv.thu_tu AS k1, b.column4 AS k2
    FROM pv
    JOIN (VALUES ('mc', 'Đạt có minh chứng', 'Met, with evidence', -3), ('dg', 'Chỉ báo đã đánh giá', 'Assessed indicators', -2),
                 ('tc', 'Tất cả tiêu chí', 'All criteria', 100)) AS b
  UNION ALL
  SELECT pv.cap_hoc || '|' || t.code, pv.dau || t.short || ' ' || t.label, pv.dau || t.short || ' ' || t.label_en, 'ket_luan_tieu_chuan',
         '|' || pv.cap_hoc || '|' || t.code, pv.thu_tu, t.thu_tu
    FROM pv
    JOIN tieu_chuan AS t ON t.bo = pv.bo AND t._retired = 0
  UNION ALL
  SELECT pv.cap_hoc || '|khoan', pv.dau || 'Các khoản Mức 4', pv.dau || 'Clauses of level 4', NULL, NULL, pv.thu_tu, 99
    FROM pv
   WHERE EXISTS (SELECT 1 FROM v_phieu AS v WHERE v.dot = :dot_tdg AND v.cap_hoc = pv.cap_hoc AND v.loai = 'khoan')
)
SELECT r.code, r.label, r.label_en, iif(r.duoi IS NULL, NULL, r.form) AS form, k._id AS id, t.ma_truong || '|' || d.ma_dot || r.duoi AS key
  FROM dong AS r
  JOIN dot_tdg AS d ON d._id = :dot_tdg
  JOIN truong AS t ON t._id = d.truong
  LEFT JOIN ket_luan_tieu_chuan AS k ON k.dot = d._id AND '|' || k.cap_hoc || '|' || k.tieu_chuan = r.duoi
 ORDER BY r.k1, r.k2

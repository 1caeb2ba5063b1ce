-- Board of comparison: what the levels make of the school, by the same rules for both.
-- snapshot: dot_tdg :dot_tdg
SELECT 'Mức của trường: tự đánh giá ' || coalesce(a.muc, 'chưa có') || ', đoàn ' || coalesce(b.muc, 'chưa có') AS text,
       'Level of the school: by itself ' || coalesce(a.muc, 'none') || ', by the team ' || coalesce(b.muc, 'none') AS text_en
  FROM (SELECT CASE WHEN count(p.muc) = count(*) THEN min(p.muc) END AS muc FROM v_pham_vi AS p WHERE p.dot = :dot_tdg) AS a,
       (SELECT CASE WHEN count(p.muc) = count(*) THEN min(p.muc) END AS muc
          FROM v_pham_vi AS p WHERE p.dot = (SELECT v.doan FROM v_doan_moi AS v WHERE v.dot = :dot_tdg)) AS b

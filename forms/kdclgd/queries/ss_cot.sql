-- Board of comparison: the school, each member, the consensus.
SELECT x.code AS code, x.label AS label, x.label_en AS label_en
  FROM (SELECT 'truong' AS code, 'Trường' AS label, 'School' AS label_en, 0 AS thu
         UNION ALL
        SELECT m._row_key, coalesce(g.ho_ten, l.label), coalesce(g.ho_ten, l.label_en), 1 + m._row
          FROM v_doan_moi AS v
          JOIN doan_dgn__thanh_vien AS m ON m._record = v.doan
          JOIN vai_doan AS l ON l.code = m.vai
          LEFT JOIN nguoi AS g ON g._id = m.nguoi
         WHERE v.dot = :dot_tdg
         UNION ALL
        SELECT 'doan', 'Thống nhất', 'Agreed', 999) AS x
 ORDER BY x.thu

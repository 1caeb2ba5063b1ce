-- Who found what at each indicator: the school, as it handed in, and the members of the team, first and after the discussion.
-- snapshot: dot_tdg :dot :lan_nop
SELECT x.chi_bao AS chi_bao, c.muc AS muc, c.ky_hieu AS ky_hieu, x.ai AS "Người | Who", x.ai_en AS "Người_en",
       k.label AS "Lần đầu | First", k.label_en AS "Lần đầu_en", x.ket_qua AS ket_qua, x.ly_do AS ly_do
  FROM (SELECT b._row_key AS chi_bao, 0 AS thu, 'Trường' AS ai, 'School' AS ai_en, NULL AS dau, b.ket_qua AS ket_qua, b.ly_do_kad AS ly_do
          FROM phieu_tieu_chi AS f
          JOIN phieu_tieu_chi__chi_bao AS b ON b._record = f._id
         WHERE f.dot = :dot AND f.cap_hoc = :cap_hoc AND f.tieu_chi = :tieu_chi
         UNION ALL
        SELECT b._row_key, 1, f.ten_nguoi, f.ten_nguoi, b.ket_qua_dau, b.ket_qua, b.ly_do
          FROM v_phieu_dgn AS f
          JOIN phieu_dgn__chi_bao AS b ON b._record = f.phieu
         WHERE f.doan = :doan AND f.cap_hoc = :cap_hoc AND f.tieu_chi = :tieu_chi) AS x
  JOIN chi_bao AS c ON c.code = x.chi_bao
  LEFT JOIN ket_qua AS k ON k.code = x.dau
 ORDER BY c.thu_tu, x.thu, x.ai

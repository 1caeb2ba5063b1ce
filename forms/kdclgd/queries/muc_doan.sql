-- Who found which level: the school, as it handed in, and the members of the team, first and after the discussion.
-- snapshot: dot_tdg :dot :lan_nop
SELECT ai AS "Người | Who", ai_en AS "Người_en", dau AS "Lần đầu | First", muc AS muc_dat, vi AS "Vì sao | Why"
  FROM (SELECT 0 AS thu, 'Trường' AS ai, 'School' AS ai_en, NULL AS dau, f.muc_dat AS muc, coalesce(f.ly_do_khac, f.ly_do_chan) AS vi
          FROM phieu_tieu_chi AS f
         WHERE f.dot = :dot AND f.cap_hoc = :cap_hoc AND f.tieu_chi = :tieu_chi
         UNION ALL
        SELECT 1, v.ten_nguoi, v.ten_nguoi, v.muc_dau, v.muc, coalesce(f.ly_do_doi, f.ly_do_khac, f.ly_do_chan)
          FROM v_phieu_dgn AS v
          JOIN phieu_dgn AS f ON f._id = v.phieu
         WHERE v.doan = :doan AND v.cap_hoc = :cap_hoc AND v.tieu_chi = :tieu_chi) AS x
 ORDER BY thu, ai

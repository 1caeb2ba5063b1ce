-- Of each criterion of a visit the level of the school's sheet as it was handed in, those that members found, and the one agreed on.
-- snapshot: dot_tdg :dot :lan_nop
SELECT t.so_hieu, c.label AS ten, c.label_en AS ten_en, f.muc AS truong_muc, t.muc AS doan_muc,
       (SELECT group_concat(x.m, ' · ')
          FROM (SELECT coalesce(nullif(p.muc_dau, p.muc) || '→', '') || p.muc AS m
                  FROM doan_dgn__thanh_vien AS k
                  JOIN v_phieu_dgn AS p ON p.doan = k._record AND p.nguoi = k.nguoi
                 WHERE k._record = :doan AND p.cap_hoc = t.cap_hoc AND p.tieu_chi = t.tieu_chi
                 ORDER BY k._row) AS x) AS thanh_vien,
       CASE WHEN t.muc < f.muc THEN 'Trường cao hơn' WHEN t.muc > f.muc THEN 'Đoàn cao hơn' END AS khac,
       CASE WHEN t.muc < f.muc THEN 'School higher' WHEN t.muc > f.muc THEN 'Team higher' END AS khac_en
  FROM v_thong_nhat AS t
  JOIN tieu_chi AS c ON c.code = t.tieu_chi
  LEFT JOIN v_phieu AS f ON f.dot = :dot AND f.cap_hoc = t.cap_hoc AND f.tieu_chi = t.tieu_chi
 WHERE t.dot = :doan
 ORDER BY t.cap_hoc, t.thu_tu

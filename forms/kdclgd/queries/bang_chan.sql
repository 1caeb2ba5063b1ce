-- Board: how many criteria are met, the verdict or what it waits for, and evidence not yet named.
WITH m AS (
  SELECT v.*,
         (SELECT group_concat(x, ' ') FROM (SELECT f.so_hieu AS x FROM v_phieu AS f WHERE f.dot = v.dot AND f.phieu IS NULL
                                             ORDER BY f.thu_tu LIMIT 5)) AS thieu,
         (SELECT group_concat(x, ' ') FROM (SELECT f.so_hieu AS x FROM v_phieu AS f WHERE f.dot = v.dot AND f.muc IS NULL
                                             ORDER BY f.thu_tu LIMIT 5)) AS con_do,
         (SELECT sum(c.thieu_mc) FROM v_chi_bao_muc AS c WHERE c.dot = v.dot) AS thieu_mc
    FROM v_muc_truong AS v
   WHERE v.dot = :dot_tdg
)
SELECT 'Đạt ' || m.dat_1 || '/' || m.so_tieu_chi || ' · '
       || CASE m.trang_thai_kl
            WHEN 'co' THEN CASE m.muc WHEN 0 THEN 'Trường không đạt Mức 1' ELSE 'Trường đạt Mức ' || m.muc END
            WHEN 'chua_co_noi_dung' THEN 'Bộ tiêu chí chưa có nội dung'
            WHEN 'chua_co_pham_vi' THEN 'Đợt chưa có phạm vi'
            ELSE 'Chưa kết luận: ' || coalesce('thiếu phiếu ' || m.thieu, 'còn dở phiếu ' || m.con_do)
          END
       || CASE WHEN m.thieu_mc > 0 THEN ' · ' || m.thieu_mc || ' chỉ báo chưa ghi minh chứng' ELSE '' END AS text,
       m.dat_1 || '/' || m.so_tieu_chi || ' met · '
       || CASE m.trang_thai_kl
            WHEN 'co' THEN CASE m.muc WHEN 0 THEN 'The school is below level 1' ELSE 'The school is at level ' || m.muc END
            WHEN 'chua_co_noi_dung' THEN 'The rule set has no content yet'
            WHEN 'chua_co_pham_vi' THEN 'The period has no scope yet'
            ELSE 'No verdict yet: ' || coalesce('missing sheets ' || m.thieu, 'unfinished sheets ' || m.con_do)
          END
       || CASE WHEN m.thieu_mc > 0 THEN ' · ' || m.thieu_mc || ' indicators without evidence' ELSE '' END AS text_en
  FROM m
UNION ALL
SELECT ly_do, ly_do_en
  FROM (SELECT c.ly_do, c.ly_do_en FROM v_can_tro AS c
         WHERE c.dot = :dot_tdg AND c.loai IN ('khong_dat', 'thieu_khoan', 'thieu_so_luong', 'chua_co_noi_dung')
         ORDER BY c.thu_tu LIMIT 3)

-- Board: how many criteria are met, the verdict or what it waits for, and evidence not yet named.
SELECT 'Đạt ' || m.dat_1 || '/' || m.so_tieu_chi || ' · '
       || CASE m.trang_thai_kl
            WHEN 'co' THEN CASE m.muc WHEN 0 THEN 'Trường không đạt Mức 1' ELSE 'Trường đạt Mức ' || m.muc END
            WHEN 'chua_co_noi_dung' THEN 'Bộ tiêu chí chưa có nội dung'
            WHEN 'chua_co_pham_vi' THEN 'Đợt chưa có phạm vi'
            ELSE 'Chưa kết luận: ' || coalesce((SELECT 'thiếu phiếu ' || group_concat(x, ' ')
                                                 FROM (SELECT v.so_hieu AS x FROM v_phieu AS v
                                                        WHERE v.dot = m.dot AND v.phieu IS NULL
                                                        ORDER BY v.thu_tu LIMIT 5)
                                                HAVING count(*) > 0),
                                               (SELECT 'còn dở phiếu ' || group_concat(x, ' ')
                                                  FROM (SELECT v.so_hieu AS x FROM v_phieu AS v
                                                         WHERE v.dot = m.dot AND v.muc IS NULL
                                                         ORDER BY v.thu_tu LIMIT 5)))
          END
       || CASE (SELECT coalesce(sum(c.thieu_mc), 0) FROM v_chi_bao_muc AS c WHERE c.dot = m.dot)
            WHEN 0 THEN ''
            ELSE ' · ' || (SELECT sum(c.thieu_mc) FROM v_chi_bao_muc AS c WHERE c.dot = m.dot) || ' chỉ báo chưa ghi minh chứng'
          END AS dong
  FROM v_muc_truong AS m
 WHERE m.dot = :dot_tdg
UNION ALL
SELECT ly_do
  FROM (SELECT c.ly_do AS ly_do FROM v_can_tro AS c
         WHERE c.dot = :dot_tdg AND c.loai IN ('khong_dat', 'thieu_khoan', 'thieu_so_luong', 'chua_co_noi_dung')
         ORDER BY c.thu_tu LIMIT 3)

-- One row per obstacle of a scope: to a verdict (loai thieu_phieu, chua_danh_gia, chua_ket_luan, chua_co_noi_dung) or,
-- when there is a verdict below the target, to the next level (khong_dat, thieu_so_luong, thieu_khoan).
-- Where a period has several scopes, the reason begins with the scope.
SELECT c.dot AS dot, c.cap_hoc AS cap_hoc, c.loai AS loai, c.tieu_chi AS tieu_chi, c.muc AS muc, c.thu_tu AS thu_tu,
       CASE WHEN (SELECT count(*) FROM dot_tdg__pham_vi AS p WHERE p._record = c.dot) > 1
            THEN k.short || ': ' ELSE '' END || c.ly_do AS ly_do,
       CASE WHEN (SELECT count(*) FROM dot_tdg__pham_vi AS p WHERE p._record = c.dot) > 1
            THEN k.label_en || ': ' ELSE '' END || c.ly_do_en AS ly_do_en
  FROM (
    SELECT v.dot AS dot, v.cap_hoc AS cap_hoc, 'chua_co_noi_dung' AS loai, NULL AS tieu_chi, NULL AS muc, 0 AS thu_tu,
           'Bộ tiêu chí ' || v.bo || ' chưa có nội dung: bổ sung lists/tieu_chuan.csv, lists/tieu_chi.csv, lists/chi_bao.csv' AS ly_do,
           'Rule set ' || v.bo || ' has no content yet: fill lists/tieu_chuan.csv, lists/tieu_chi.csv, lists/chi_bao.csv' AS ly_do_en
      FROM v_pham_vi AS v
     WHERE v.du_noi_dung = 'khong'
    UNION ALL
    SELECT f.dot, f.cap_hoc,
           CASE WHEN f.phieu IS NULL THEN 'thieu_phieu'
                WHEN f.muc_chua <= max(f.muc_phan_dau, CASE f.loai WHEN 'khoan' THEN 4 ELSE 1 END) THEN 'chua_danh_gia'
                ELSE 'chua_ket_luan'
           END,
           f.tieu_chi, NULL, 100 + f.thu_tu,
           CASE WHEN f.phieu IS NULL THEN 'Thiếu phiếu ' || f.so_hieu
                WHEN f.muc_chua <= max(f.muc_phan_dau, CASE f.loai WHEN 'khoan' THEN 4 ELSE 1 END)
                THEN 'Phiếu ' || f.so_hieu || ': Mức ' || f.muc_chua || ' còn chỉ báo chưa đánh giá'
                ELSE 'Phiếu ' || f.so_hieu || ': chưa xác định mức đạt'
           END,
           CASE WHEN f.phieu IS NULL THEN 'Sheet ' || f.so_hieu || ' is missing'
                WHEN f.muc_chua <= max(f.muc_phan_dau, CASE f.loai WHEN 'khoan' THEN 4 ELSE 1 END)
                THEN 'Sheet ' || f.so_hieu || ': unassessed indicators at level ' || f.muc_chua
                ELSE 'Sheet ' || f.so_hieu || ': no level decided'
           END
      FROM v_phieu AS f
      JOIN v_pham_vi AS v ON v.dot = f.dot AND v.cap_hoc = f.cap_hoc
     WHERE f.muc IS NULL AND v.muc IS NULL
    UNION ALL
    SELECT f.dot, f.cap_hoc, CASE f.loai WHEN 'khoan' THEN 'thieu_khoan' ELSE 'khong_dat' END,
           f.tieu_chi, v.muc + 1, 1000 + f.thu_tu,
           CASE WHEN f.loai = 'khoan' THEN 'Mức 4: khoản ' || f.so_hieu || ' không đạt'
                WHEN f.muc = 0 THEN 'Tiêu chí ' || f.so_hieu || ' không đạt Mức 1, cần Mức ' || (v.muc + 1)
                ELSE 'Tiêu chí ' || f.so_hieu || ' mới đạt Mức ' || f.muc || ', cần Mức ' || (v.muc + 1)
           END || CASE WHEN f.ly_do_chan IS NULL THEN '' ELSE ' – ' || f.ly_do_chan END,
           CASE WHEN f.loai = 'khoan' THEN 'Level 4: clause ' || f.so_hieu || ' is not met'
                WHEN f.muc = 0 THEN 'Criterion ' || f.so_hieu || ' is below level 1, level ' || (v.muc + 1) || ' is needed'
                ELSE 'Criterion ' || f.so_hieu || ' is at level ' || f.muc || ', level ' || (v.muc + 1) || ' is needed'
           END
      FROM v_pham_vi AS v
      JOIN v_phieu AS f ON f.dot = v.dot AND f.cap_hoc = v.cap_hoc
     WHERE v.muc < v.muc_phan_dau
       AND CASE WHEN v.kieu_quy_tac = 'tat_ca' AND v.muc = 3 THEN f.loai = 'khoan' AND f.muc < 4
                WHEN f.loai = 'khoan' THEN 0
                WHEN v.kieu_quy_tac = 'tat_ca' THEN f.muc < min(v.muc + 1, f.so_muc)
                WHEN f.bat_buoc = 'co' THEN f.muc < v.muc + 1
                ELSE v.muc = 1 AND f.muc = 0
           END
    UNION ALL
    SELECT v.dot, v.cap_hoc, 'thieu_so_luong', NULL, v.muc + 1, 2000,
           'Mới có ' || CASE v.muc WHEN 0 THEN v.khac_1 ELSE v.khac_2 END || '/' || (v.so_tieu_chi - v.bat_buoc)
             || ' tiêu chí khác đạt Mức ' || (v.muc + 1) || ', cần ít nhất ' || v.khac_toi_thieu,
           'Only ' || CASE v.muc WHEN 0 THEN v.khac_1 ELSE v.khac_2 END || '/' || (v.so_tieu_chi - v.bat_buoc)
             || ' other criteria reach level ' || (v.muc + 1) || ', at least ' || v.khac_toi_thieu || ' are needed'
      FROM v_pham_vi AS v
     WHERE v.kieu_quy_tac = 'bat_buoc_va_so' AND v.muc < v.muc_phan_dau
       AND CASE v.muc WHEN 0 THEN v.khac_1 ELSE v.khac_2 END < v.khac_toi_thieu
  ) AS c
  JOIN cap_hoc AS k ON k.code = c.cap_hoc

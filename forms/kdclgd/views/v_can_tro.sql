-- One row per obstacle of a scope: to a verdict (loai thieu_phieu, chua_danh_gia, chua_ket_luan, chua_co_noi_dung) or,
-- when there is a verdict below the target, to the next level (khong_dat, thieu_so_luong, thieu_khoan).
-- The sentences are lists/can_tro.csv, with a, b and c put in. Where a period has several scopes, the reason begins with the scope.
SELECT c.dot AS dot, c.cap_hoc AS cap_hoc, c.loai AS loai, c.tieu_chi AS tieu_chi, c.muc AS muc, c.thu_tu AS thu_tu,
       iif((SELECT count(*) FROM dot_tdg__pham_vi AS p WHERE p._record = c.dot) > 1, k.short || ': ', '')
         || printf(m.label, c.a, c.b, c.c) || c.vi AS ly_do,
       iif((SELECT count(*) FROM dot_tdg__pham_vi AS p WHERE p._record = c.dot) > 1, k.label_en || ': ', '')
         || printf(m.label_en, c.a, c.b, c.c) AS ly_do_en
  FROM (
    SELECT f.dot AS dot, f.cap_hoc AS cap_hoc, f.tieu_chi AS tieu_chi, v.muc + 1 AS muc, iif(v.muc IS NULL, 100, 1000) + f.thu_tu AS thu_tu,
           CASE WHEN v.muc IS NOT NULL THEN iif(f.loai = 'khoan', 'thieu_khoan', 'khong_dat')
                WHEN f.phieu IS NULL THEN 'thieu_phieu'
                WHEN f.muc_chua <= max(f.muc_phan_dau, iif(f.loai = 'khoan', 4, 1)) THEN 'chua_danh_gia'
                ELSE 'chua_ket_luan'
           END AS loai,
           v.muc IS NOT NULL AND f.muc = 0 AS duoi_muc_1, f.so_hieu AS a, iif(v.muc IS NULL, f.muc_chua, max(f.muc, 1)) AS b,
           v.muc + 1 AS c, iif(v.muc IS NULL, '', coalesce(' – ' || f.ly_do_chan, '')) AS vi
      FROM v_phieu AS f
      JOIN v_pham_vi AS v ON v.dot = f.dot AND v.cap_hoc = f.cap_hoc
     WHERE CASE WHEN v.muc IS NULL THEN f.muc IS NULL
                WHEN v.muc >= v.muc_phan_dau THEN 0
                WHEN v.kieu_quy_tac = 'tat_ca' AND v.muc = 3 THEN f.loai = 'khoan' AND f.muc < 4
                WHEN f.loai = 'khoan' THEN 0
                WHEN v.kieu_quy_tac = 'tat_ca' THEN f.muc < min(v.muc + 1, f.so_muc)
                WHEN f.bat_buoc = 'co' THEN f.muc < v.muc + 1
                ELSE v.muc = 1 AND f.muc = 0
           END
    UNION ALL
    SELECT v.dot, v.cap_hoc, NULL, v.muc + 1, iif(v.muc IS NULL, 0, 2000), iif(v.muc IS NULL, 'chua_co_noi_dung', 'thieu_so_luong'), 0,
           iif(v.muc IS NULL, v.bo, iif(v.muc = 0, v.khac_1, v.khac_2) || '/' || (v.so_tieu_chi - v.bat_buoc)), v.muc + 1, v.khac_toi_thieu, ''
      FROM v_pham_vi AS v
     WHERE v.du_noi_dung = 'khong'
        OR (v.kieu_quy_tac = 'bat_buoc_va_so' AND v.muc < v.muc_phan_dau AND iif(v.muc = 0, v.khac_1, v.khac_2) < v.khac_toi_thieu)
  ) AS c
  JOIN cap_hoc AS k ON k.code = c.cap_hoc
  JOIN can_tro AS m ON m.code = iif(c.duoi_muc_1 AND c.loai = 'khong_dat', 'duoi_muc_1', c.loai)

-- One row per obstacle of a scope: to a verdict (loai thieu_phieu, chua_danh_gia, chua_ket_luan, chua_co_noi_dung) or,
-- when there is a verdict, to the next level (khong_dat, thieu_so_luong, thieu_khoan, chua_xet_khoan); ngoai = 1: the target is
-- reached, and the next level lies beyond it.
-- The sentences are lists/can_tro.csv, with a, b and c put in. Where a period has several scopes, the reason begins with the scope.
SELECT dot, cap_hoc, loai, tieu_chi, muc, c.thu_tu AS thu_tu, muc > dich AS ngoai,
       iif((SELECT count(*) FROM dot_tdg__pham_vi WHERE _record = dot) > 1, k.short || ': ', '') || printf(m.label, a, b, c.c) || vi AS ly_do,
       iif((SELECT count(*) FROM dot_tdg__pham_vi WHERE _record = dot) > 1, k.label_en || ': ', '') || printf(m.label_en, a, b, c.c)
         || replace(replace(replace(vi, 'hội đồng xác định', 'as the council decided'), 'Không đạt Mức', 'below level'), 'chỉ số', 'metric') AS ly_do_en
  FROM (
    SELECT f.dot AS dot, f.cap_hoc AS cap_hoc, f.tieu_chi AS tieu_chi, v.muc + 1 AS muc, iif(v.muc IS NULL, 100, 1000) + f.thu_tu AS thu_tu,
           CASE WHEN v.muc IS NOT NULL THEN iif(f.loai = 'khoan', 'thieu_khoan', 'khong_dat')
                WHEN f.phieu IS NULL THEN 'thieu_phieu'
                WHEN f.muc_chua <= max(f.muc_phan_dau, iif(f.loai = 'khoan', 4, 1)) THEN 'chua_danh_gia'
                ELSE 'chua_ket_luan'
           END AS loai,
           v.muc IS NOT NULL AND f.muc = 0 AS duoi_muc_1, f.so_hieu AS a, iif(v.muc IS NULL, f.muc_chua, max(f.muc, 1)) AS b,
           v.muc + 1 AS c, v.muc_phan_dau AS dich,
           CASE WHEN v.muc IS NULL THEN '' WHEN f.muc <> f.muc_tinh THEN ' – hội đồng xác định' ELSE coalesce(' – ' || f.ly_do_chan, '') END AS vi
      FROM v_phieu AS f
      JOIN v_pham_vi AS v ON v.dot = f.dot AND v.cap_hoc = f.cap_hoc
     WHERE CASE WHEN v.muc IS NULL THEN f.muc IS NULL
                WHEN v.muc = v.so_muc THEN 0
                WHEN v.kieu_quy_tac = 'tat_ca' AND v.muc = 3 THEN f.loai = 'khoan' AND f.muc < 4
                WHEN f.loai = 'khoan' THEN 0
                WHEN v.kieu_quy_tac = 'tat_ca' THEN f.muc < min(v.muc + 1, f.so_muc)
                WHEN f.bat_buoc = 'co' THEN f.muc < v.muc + 1
                ELSE v.muc = 1 AND f.muc = 0
           END
    UNION ALL
    SELECT dot, cap_hoc, NULL, muc + 1, iif(muc IS NULL, 0, 2000),
           CASE WHEN muc IS NULL THEN 'chua_co_noi_dung' WHEN muc = 3 THEN 'chua_xet_khoan' ELSE 'thieu_so_luong' END, 0,
           iif(muc IS NULL, bo, iif(muc = 0, khac_1, khac_2) || '/' || (so_tieu_chi - bat_buoc)), muc + 1, khac_toi_thieu,
           muc_phan_dau, ''
      FROM v_pham_vi
     WHERE du_noi_dung = 'khong'
        OR (kieu_quy_tac = 'tat_ca' AND muc = 3 AND muc_phan_dau < 4)
        OR (kieu_quy_tac = 'bat_buoc_va_so' AND muc < so_muc AND iif(muc = 0, khac_1, khac_2) < khac_toi_thieu)
  ) AS c
  JOIN cap_hoc AS k ON k.code = c.cap_hoc
  JOIN can_tro AS m ON m.code = iif(c.duoi_muc_1 AND c.loai = 'khong_dat', 'duoi_muc_1', c.loai)

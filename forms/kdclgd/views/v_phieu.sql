-- One row per criterion that a scope has to assess, with its sheet if there is one, and the level that counts.
-- Clauses of level 4 are asked for only where the target is level 4. No level while a needed indicator is unassessed.
-- A sheet counts as soon as it is saved, but never at a level that the rules do not give.
SELECT p._record AS dot, p.cap_hoc AS cap_hoc, p.bo_tieu_chi AS bo, coalesce(p.muc_phan_dau, b.so_muc) AS muc_phan_dau,
       b.kieu_quy_tac AS kieu_quy_tac, t.code AS tieu_chi, t.short AS so_hieu, t.label AS ten, t.label_en AS ten_en, t.tieu_chuan AS tieu_chuan,
       t.loai AS loai, t.bat_buoc AS bat_buoc, t.so_muc AS so_muc, t.thu_tu AS thu_tu,
       f._id AS phieu, f._state AS trang_thai, f.muc_chua AS muc_chua, f.muc_tinh AS muc_tinh, f.ly_do_chan AS ly_do_chan,
       CASE WHEN f.muc_chua <= max(coalesce(p.muc_phan_dau, b.so_muc), CASE t.loai WHEN 'khoan' THEN 4 ELSE 1 END) THEN NULL
            ELSE max(0, min(f.muc_dat, iif(b.kieu_ket_luan = 'may', f.muc_tinh, t.so_muc)))
       END AS muc
  FROM dot_tdg__pham_vi AS p
  JOIN bo_tieu_chi AS b ON b.code = p.bo_tieu_chi AND b.du_noi_dung = 'co'
  JOIN tieu_chi AS t ON t.bo = b.code AND t._retired = 0
  LEFT JOIN phieu_tieu_chi AS f ON f.dot = p._record AND f.cap_hoc = p.cap_hoc AND f.tieu_chi = t.code
 WHERE t.loai = 'tieu_chi' OR coalesce(p.muc_phan_dau, b.so_muc) >= 4

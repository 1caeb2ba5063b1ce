-- The sheets that members of a team have written, a row each: the level found first and the one that counts after the discussion.
SELECT f.doan AS doan, f.nguoi AS nguoi, f.ten_nguoi AS ten_nguoi, f.cap_hoc AS cap_hoc, f.tieu_chi AS tieu_chi, f._id AS phieu,
       f._state AS trang_thai, f.muc_dat AS muc_dau, coalesce(f.muc_sau, f.muc_dat) AS muc
  FROM phieu_dgn AS f
 WHERE f._state <> 'dang_viet'

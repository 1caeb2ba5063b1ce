-- Which level each member found, first and after the discussion.
SELECT v.ten_nguoi, v.muc_dau, v.muc, f.ly_do_doi
  FROM v_phieu_dgn AS v
  JOIN phieu_dgn AS f ON f._id = v.phieu
  LEFT JOIN doan_dgn__thanh_vien AS m ON m._record = v.doan AND m.nguoi = v.nguoi
 WHERE v.doan = :doan AND v.cap_hoc = :cap_hoc AND v.tieu_chi = :tieu_chi
 ORDER BY m._row

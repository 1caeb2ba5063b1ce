-- What the indicators' rows say, into the sheets that chep_phieu.sql has begun: none that somebody else began.
-- into: phieu_tieu_chi.chi_bao
SELECT :_id AS dot, f.cap_hoc AS cap_hoc, f.tieu_chi AS tieu_chi, c._row_key AS chi_bao, c.hien_trang AS hien_trang, c.minh_chung AS minh_chung
  FROM phieu_tieu_chi AS f
  JOIN dot_tdg AS d ON d._id = f.dot AND d.truong = :truong
  JOIN tieu_chi AS t ON t.code = f.tieu_chi
  JOIN dot_tdg__pham_vi AS p ON p._record = :_id AND p.cap_hoc = f.cap_hoc AND p.bo_tieu_chi = t.bo
  JOIN phieu_tieu_chi__chi_bao AS c ON c._record = f._id
 WHERE f.dot = :dot_truoc AND (t.loai = 'tieu_chi' OR p.muc_phan_dau >= 4) AND coalesce(c.hien_trang, c.minh_chung) IS NOT NULL
   AND NOT EXISTS (SELECT 1 FROM phieu_tieu_chi AS n WHERE n.dot = :_id AND n.cap_hoc = f.cap_hoc AND n.tieu_chi = f.tieu_chi)
 ORDER BY f.cap_hoc, t.thu_tu, c._row

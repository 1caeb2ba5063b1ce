-- One row per sheet and level: how many indicators are not met, not assessed, met without evidence.  Grouped by the period too, so
-- that a question about one period reads only its sheets.
SELECT f._id AS phieu, f.dot AS dot, f.cap_hoc AS cap_hoc, c.muc AS muc,
       count(CASE WHEN c.ket_qua = 'khong' THEN 1 END) AS so_khong,
       count(CASE WHEN coalesce(c.ket_qua, 'chua') = 'chua' THEN 1 END) AS so_chua,
       count(CASE WHEN c.ket_qua = 'dat' AND c.minh_chung IS NULL THEN 1 END) AS thieu_mc
  FROM phieu_tieu_chi AS f
  JOIN phieu_tieu_chi__chi_bao AS c ON c._record = f._id
 GROUP BY f._id, f.dot, c.muc

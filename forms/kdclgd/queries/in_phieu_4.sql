-- One row for a criterion of level 4 (form 5b).
SELECT 'co' AS co FROM tieu_chi WHERE code = :tieu_chi AND loai <> 'tieu_chi'

-- One row where the criterion has levels 1 to 3 (form 5a); none for those of level 4.
SELECT 'co' AS co FROM tieu_chi WHERE code = :tieu_chi AND loai = 'tieu_chi'

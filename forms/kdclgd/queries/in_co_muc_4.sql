-- One row where the rule set has criteria of level 4.
SELECT 'co' AS co FROM tieu_chi WHERE bo = :bo AND loai <> 'tieu_chi' LIMIT 1

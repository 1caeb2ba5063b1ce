-- What is described at each level that the sheet has.
SELECT 1 AS muc, mo_ta_1 AS mo_ta FROM phieu_tieu_chi WHERE _id = :phieu AND mo_ta_1 IS NOT NULL
UNION ALL SELECT 2, mo_ta_2 FROM phieu_tieu_chi WHERE _id = :phieu AND mo_ta_2 IS NOT NULL
UNION ALL SELECT 3, mo_ta_3 FROM phieu_tieu_chi WHERE _id = :phieu AND mo_ta_3 IS NOT NULL
UNION ALL SELECT 4, mo_ta_4 FROM phieu_tieu_chi WHERE _id = :phieu AND mo_ta_4 IS NOT NULL
 ORDER BY 1

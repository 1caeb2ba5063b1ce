-- Board of the lesson: one row for each thing to do; Enter opens the sheet that it is done on.
SELECT so AS code, so || '. ' || viec AS label, so || '. ' || viec_en AS label_en, 'phieu_tieu_chi' AS form, phieu AS id,
       'THCS001|2026-2027|thcs|tt57_pt-2.3' AS "key"
  FROM v_bai_hoc
 ORDER BY so

-- Board: what may be supposed to be met: each indicator of a criterion that is not met, all those of a level, or these of all criteria.  The level that the
-- council decides follows what is computed then.
WITH c AS (
  SELECT v.cap_hoc || '|' || v.tieu_chi AS dong, v.phieu AS phieu, v.cap_hoc AS cap_hoc, i.code AS chi_bao, i.muc AS muc,
         t.ma_truong || '|' || d.ma_dot || '|' || v.cap_hoc || '|' || v.tieu_chi AS khoa,
         i.muc || i.ky_hieu || '  ' || i.label || ' (' || k.label || ')' AS nhan, i.muc || i.ky_hieu || '  ' || i.label_en || ' (' || k.label_en || ')' AS nhan_en,
         i.thu_tu AS thu_tu
    FROM v_phieu AS v
    JOIN dot_tdg AS d ON d._id = v.dot
    JOIN truong AS t ON t._id = d.truong
    JOIN chi_bao AS i ON i.tieu_chi = v.tieu_chi AND i._retired = 0
    LEFT JOIN phieu_tieu_chi__chi_bao AS o ON o._record = v.phieu AND o._row_key = i.code
    JOIN ket_qua AS k ON k.code = coalesce(o.ket_qua, 'chua')
   WHERE v.dot = :dot_tdg AND k.code IN ('chua', 'khong')
),
thu AS (
  SELECT dong, cap_hoc || '|' || chi_bao AS ma, nhan, nhan_en, phieu, khoa, 'chi_bao/' || chi_bao || '/ket_qua' AS noi, 'dat' AS gia_tri, muc AS muc, thu_tu
    FROM c
  UNION ALL
  SELECT dong, dong || '|' || muc, iif(row_number() OVER (PARTITION BY dong, muc ORDER BY thu_tu) = 1, 'Mọi chỉ báo Mức ' || muc, NULL),
         'All of level ' || muc, phieu, khoa, 'chi_bao/' || chi_bao || '/ket_qua', 'dat', muc, 0
    FROM c
  UNION ALL
  SELECT NULL, 'tat_ca|' || muc, iif(row_number() OVER (PARTITION BY muc ORDER BY khoa, thu_tu) = 1, 'Cả trường: mọi chỉ báo Mức ' || muc, NULL),
         'The whole school: all of level ' || muc, phieu, khoa, 'chi_bao/' || chi_bao || '/ket_qua', 'dat', muc, 100000
    FROM c
)
SELECT dong AS "row", ma AS code, nhan AS label, nhan_en AS label_en, 'phieu_tieu_chi' AS form, phieu AS id, khoa AS key, noi AS path, gia_tri AS value
  FROM (SELECT * FROM thu
        UNION ALL
        SELECT DISTINCT dong, ma, NULL, NULL, phieu, khoa, 'muc_dat', NULL, muc, thu_tu FROM thu)
 ORDER BY dong IS NULL, dong, muc, thu_tu, nhan IS NULL

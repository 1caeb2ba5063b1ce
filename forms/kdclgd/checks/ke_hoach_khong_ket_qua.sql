-- An indicator asks for something that was done (da_lam of lists/loai_yeu_cau.csv), is found met, and all the evidence that it cites are
-- plans: a plan proves that something was planned.
WITH dot AS MATERIALIZED (
  SELECT k._id AS id, k.han_nop AS han_nop FROM dot_tdg AS k
   WHERE k._id IN (SELECT :dot_tdg UNION ALL SELECT a._id FROM dot_tdg AS a WHERE :dot_tdg IS NULL)
     AND (:truong IS NULL OR k.truong = :truong) AND k._state IN ('viet', 'hop_duyet', 'tra_lai', 'rut')
),
trich AS (
  SELECT dot.id AS dot, dot.han_nop AS han_nop, t.phieu AS phieu, substr(t.noi, 9, instr(substr(t.noi, 9), '/') - 1) AS chi_bao,
         (SELECT max(k.loai_mc) FROM minh_chung__ma AS m JOIN minh_chung AS k ON k._id = m._record
           WHERE m.dot_mc = dot.id AND m.ma_mc = t.ma) AS loai
    FROM dot
   CROSS JOIN v_trich_dan AS t ON t.dot = dot.id AND t.noi GLOB 'chi_bao/*'
)
SELECT 'warning' AS severity, 'phieu_tieu_chi' AS form, t.phieu AS id, 'chi_bao/' || t.chi_bao || '/minh_chung' AS field,
       'Phiếu ' || s.short || ', ' || i.short || ': chỉ dẫn kế hoạch, chưa có minh chứng đã thực hiện' AS message,
       'Sheet ' || s.short || ', ' || i.short || ': only plans are cited, nothing that shows it was done' AS message_en,
       t.han_nop AS due
  FROM trich AS t
  JOIN phieu_tieu_chi__chi_bao AS c ON c._record = t.phieu AND c._row_key = t.chi_bao AND c.ket_qua = 'dat'
  JOIN chi_bao AS i ON i.code = t.chi_bao
  JOIN tieu_chi AS s ON s.code = i.tieu_chi
  JOIN v_loai_yeu_cau AS y ON y.chi_bao = t.chi_bao
  JOIN loai_yeu_cau AS l ON l.code = y.loai AND l.da_lam = 'co'
 GROUP BY t.phieu, t.chi_bao
HAVING count(*) = count(CASE WHEN t.loai = 'ke_hoach' THEN 1 END)

-- A figure that is far from the year before, in the years that a period needs. Nothing is told where the series breaks, where the school
-- merged or was split, and where a remark explains it.
WITH dot AS MATERIALIZED (
  SELECT k._id AS id, k.truong AS truong, k.han_nop AS han_nop FROM dot_tdg AS k
   WHERE k._id IN (SELECT :dot_tdg UNION ALL SELECT a._id FROM dot_tdg AS a WHERE :dot_tdg IS NULL)
     AND (:truong IS NULL OR k.truong = :truong)
     AND k._state IN ('thu_thap', 'viet', 'hop_duyet', 'tra_lai', 'rut')
)
SELECT 'warning' AS severity, 'so_lieu' AS form, s._id AS id, 'o/' || o._row_key || '/gia_tri' AS field,
       'Bảng ' || b.short || ', ' || trim(d.label, '- ') || ', năm học ' || v.ten_nam || ': ' || o.gia_tri || ', năm trước ' || t.gia_tri || '; hãy xem lại hoặc ghi chú' AS message,
       'Table ' || b.short || ', ' || trim(d.label_en, '- ') || ', ' || v.ten_nam || ': ' || o.gia_tri || ', the year before ' || t.gia_tri || '; look again or add a remark' AS message_en,
       dot.han_nop AS due, dot.id AS about
  FROM dot
 CROSS JOIN v_nam_so_lieu AS v ON v.dot = dot.id
  JOIN so_lieu AS s ON s.truong = dot.truong AND s.cap_hoc = v.cap_hoc
  JOIN bang_so_lieu AS b ON b.code = s.bang
  JOIN so_lieu__o AS o ON o._record = s._id AND o.nam_hoc = v.nam_hoc
  JOIN dong_so_lieu AS d ON d.code = o.dong
  JOIN so_lieu__o AS t ON t._record = s._id AND t._row_key = o.dong || '|' || (v.nam - 1) || '-' || v.nam
 WHERE abs(o.gia_tri - t.gia_tri) > d.nhay_so AND abs(o.gia_tri - t.gia_tri) * 100 > d.nhay_pt * t.gia_tri AND o.ghi_chu_o IS NULL
   AND NOT EXISTS (SELECT 1 FROM doi_cach_tinh AS k WHERE k.tu_nam = v.nam AND ' ' || k.dong || ' ' LIKE '% ' || o.dong || ' %')
   AND NOT EXISTS (SELECT 1 FROM truong__bien_dong AS e
                    WHERE e._record = dot.truong AND e.loai_bd IN ('sap_nhap_vao', 'nhan_sap_nhap', 'tach')
                      AND substr(e.ngay, 1, 4) - (substr(e.ngay, 6, 2) < '08') = v.nam)

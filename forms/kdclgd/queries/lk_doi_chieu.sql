-- Who keyed the paper again, and how many values were keyed otherwise.  It reads of this one record, which whoever runs it sees.
-- scope: all can_bo, lanh_dao_so, can_bo_trung_gian, thu_ky, chu_tich, nhom, truong_doc, truong_doan, thu_ky_doan, uy_vien
SELECT 'đã nhập lại bởi ' || v.who || ' ngày ' || strftime('%d/%m/%Y', v.at)
         || (SELECT ', khác ' || count(iif(o.outcome <> 'same', 1, NULL)) || '/' || count(*) || ' ô'
               FROM _verified_value AS o WHERE o.form = v.form AND o.record = v.record) AS tinh_trang,
       'keyed again by ' || v.who || ' on ' || strftime('%d/%m/%Y', v.at)
         || (SELECT ', otherwise in ' || count(iif(o.outcome <> 'same', 1, NULL)) || ' of ' || count(*) || ' values'
               FROM _verified_value AS o WHERE o.form = v.form AND o.record = v.record) AS tinh_trang_en
  FROM _verified AS v
 WHERE v.form = 'ket_qua_giay' AND v.record = :_id AND v.who IS NOT NULL

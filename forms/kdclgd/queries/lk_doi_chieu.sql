-- Who keyed the paper again, and how many values were keyed otherwise.
SELECT 'đã nhập lại bởi ' || v.who || ' ngày ' || strftime('%d/%m/%Y', v.at)
         || (SELECT ', khác ' || count(iif(o.outcome <> 'same', 1, NULL)) || '/' || count(*) || ' ô'
               FROM _verified_value AS o WHERE o.form = v.form AND o.record = v.record) AS tinh_trang,
       'keyed again by ' || v.who || ' on ' || strftime('%d/%m/%Y', v.at)
         || (SELECT ', otherwise in ' || count(iif(o.outcome <> 'same', 1, NULL)) || ' of ' || count(*) || ' values'
               FROM _verified_value AS o WHERE o.form = v.form AND o.record = v.record) AS tinh_trang_en
  FROM _verified AS v
 WHERE v.form = 'ket_qua_giay' AND v.record = :_id AND v.who IS NOT NULL

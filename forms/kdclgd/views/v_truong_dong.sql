-- One row per school with the day from which it is no longer open: NULL while it is, '0000-00-00' where it was closed or merged and nobody
-- noted when. On a day it was open where coalesce(dong_tu, '9999') > the day.
SELECT t._id AS truong,
       iif(t._state IN ('hoat_dong', 'tam_dung'), NULL,
           coalesce((SELECT max(x.ngay) FROM truong__bien_dong AS x WHERE x._record = t._id AND x.loai_bd IN ('sap_nhap_vao', 'giai_the')),
                    '0000-00-00')) AS dong_tu
  FROM truong AS t

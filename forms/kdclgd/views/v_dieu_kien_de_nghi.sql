-- The conditions of each proposal of an incentive with what was known of the school on the day it was proposed, a row each; dat is 1 where it was
-- met. What is not known is not met.
SELECT c.de_nghi AS de_nghi, c.dieu_kien AS dieu_kien, c.thu_tu AS thu_tu, c.phep AS phep, c.nguong AS nguong, c.gia_tri AS gia_tri,
       coalesce(CASE c.phep WHEN '>=' THEN c.gia_tri >= c.nguong WHEN '<=' THEN c.gia_tri <= c.nguong ELSE c.gia_tri = c.nguong END, 0) AS dat
  FROM (SELECT n._id AS de_nghi, d.code AS dieu_kien, d.thu_tu AS thu_tu, d.phep AS phep, d.nguong AS nguong,
               iif(l.gop = 'dem',
                   (SELECT count(*) FROM v_so_lieu_uu_dai AS v
                     WHERE v.truong = n.truong AND v.so_lieu = d.so_lieu_ud AND coalesce(v.tu, '') <= n.ngay_dn AND coalesce(v.den, '9999') >= n.ngay_dn),
                   (SELECT v.gia_tri FROM v_so_lieu_uu_dai AS v
                     WHERE v.truong = n.truong AND v.so_lieu = d.so_lieu_ud AND coalesce(v.tu, '') <= n.ngay_dn AND coalesce(v.den, '9999') >= n.ngay_dn
                     ORDER BY v.tu DESC LIMIT 1)) AS gia_tri
          FROM de_nghi_uu_dai AS n
          JOIN co_che_uu_dai AS k ON k._id = n.co_che_dn
          JOIN dieu_kien_uu_dai AS d ON d.quy_tac_ud = k.quy_tac_cc AND d._retired = 0
          JOIN so_lieu_uu_dai AS l ON l.code = d.so_lieu_ud) AS c

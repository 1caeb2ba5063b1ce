-- The conditions of a policy with what is known of the school on the day of the proposal (views/v_so_lieu_uu_dai.sql), a row each; dat is 1 where
-- it is met. What is not known is not met.
SELECT c.code AS dieu_kien, c.gia_tri AS gia_tri,
       coalesce(CASE c.phep WHEN '>=' THEN c.gia_tri >= c.nguong WHEN '<=' THEN c.gia_tri <= c.nguong ELSE c.gia_tri = c.nguong END, 0) AS dat
  FROM (SELECT d.code, d.thu_tu, d.phep, d.nguong,
               iif(l.gop = 'dem',
                   (SELECT count(*) FROM v_so_lieu_uu_dai AS v
                     WHERE v.truong = :truong AND v.so_lieu = d.so_lieu_ud AND coalesce(v.tu, '') <= :ngay_dn AND coalesce(v.den, '9999') >= :ngay_dn),
                   (SELECT v.gia_tri FROM v_so_lieu_uu_dai AS v
                     WHERE v.truong = :truong AND v.so_lieu = d.so_lieu_ud AND coalesce(v.tu, '') <= :ngay_dn AND coalesce(v.den, '9999') >= :ngay_dn
                     ORDER BY v.tu DESC LIMIT 1)) AS gia_tri
          FROM co_che_uu_dai AS k
          JOIN dieu_kien_uu_dai AS d ON d.quy_tac_ud = k.quy_tac_cc AND d._retired = 0
          JOIN so_lieu_uu_dai AS l ON l.code = d.so_lieu_ud
         WHERE k._id = :co_che_dn AND :truong IS NOT NULL) AS c
 ORDER BY c.thu_tu

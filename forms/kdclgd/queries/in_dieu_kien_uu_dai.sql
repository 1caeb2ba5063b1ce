-- The conditions of a proposal with what is known of the school, and whether each is met (views/v_dieu_kien_de_nghi.sql).
SELECT row_number() OVER (ORDER BY v.thu_tu) AS tt, k.label AS dieu_kien, k.label_en AS dieu_kien_en,
       coalesce(CAST(v.gia_tri AS INTEGER), 'chưa có') AS gia_tri, coalesce(CAST(v.gia_tri AS INTEGER), 'not known') AS gia_tri_en,
       iif(v.dat, 'Đạt', 'Không đạt') AS dat, iif(v.dat, 'Met', 'Not met') AS dat_en
  FROM v_dieu_kien_de_nghi AS v
  JOIN dieu_kien_uu_dai AS k ON k.code = v.dieu_kien
 WHERE v.de_nghi = :de_nghi_uu_dai
 ORDER BY v.thu_tu

-- What a decision changes against the one before: who leaves the council, who joins it, whose part is another one.
WITH moi AS (SELECT m.nguoi, v.label AS vai, v.label_en AS vai_en, m._row FROM hoi_dong__thanh_vien AS m LEFT JOIN vai_hoi_dong AS v ON v.code = m.vai WHERE m._record = :hoi_dong),
     cu AS (SELECT m.nguoi, v.label AS vai, v.label_en AS vai_en, m._row FROM hoi_dong__thanh_vien AS m LEFT JOIN vai_hoi_dong AS v ON v.code = m.vai WHERE m._record = :hoi_dong_truoc),
     doi AS (SELECT c.nguoi, 1 AS loai, c._row AS dong, 'Thôi tham gia hội đồng (' || c.vai || ')' AS noi_dung, 'Leaves the council (' || c.vai_en || ')' AS noi_dung_en
               FROM cu AS c WHERE c.nguoi NOT IN (SELECT nguoi FROM moi)
              UNION ALL
             SELECT m.nguoi, 2, m._row, 'Bổ sung vào hội đồng: ' || m.vai, 'Joins the council: ' || m.vai_en FROM moi AS m WHERE m.nguoi NOT IN (SELECT nguoi FROM cu)
              UNION ALL
             SELECT m.nguoi, 3, m._row, c.vai || ' chuyển làm ' || m.vai, c.vai_en || ' becomes ' || m.vai_en FROM moi AS m JOIN cu AS c ON c.nguoi = m.nguoi AND c.vai <> m.vai)
SELECT row_number() OVER (ORDER BY d.loai, d.dong) AS tt, n.ho_ten, v.label AS chuc_vu, v.label_en AS chuc_vu_en, d.noi_dung, d.noi_dung_en
  FROM doi AS d JOIN nguoi AS n ON n._id = d.nguoi LEFT JOIN chuc_vu AS v ON v.code = n.chuc_vu
 ORDER BY d.loai, d.dong

-- The boxes of a period's evidence, two a row: by the box of the codes, under circular 57/2026, whose codes have none, by standard.
WITH m AS (SELECT coalesce(m.hop, CAST(c.short AS INTEGER)) AS hop, m.ma_mc, c.thu_tu, s.short AS so_tc, s.label AS ten_tc, s.label_en AS ten_tc_en
             FROM minh_chung__ma AS m
             LEFT JOIN tieu_chi AS c ON c.code = m.tieu_chi_mc
             LEFT JOIN tieu_chuan AS s ON s.code = c.tieu_chuan
            WHERE m.dot_mc = :dot),
     h AS (SELECT hop, count(*) AS so_mc,
                  coalesce((SELECT group_concat('Tiêu chuẩn ' || x.so_tc || ': ' || x.ten_tc, char(10)) FROM (SELECT DISTINCT so_tc, ten_tc FROM m AS x WHERE x.hop IS m.hop AND x.so_tc IS NOT NULL ORDER BY so_tc) AS x), '') AS noi_dung,
                  coalesce((SELECT group_concat('Standard ' || x.so_tc || ': ' || x.ten_tc_en, char(10)) FROM (SELECT DISTINCT so_tc, ten_tc_en FROM m AS x WHERE x.hop IS m.hop AND x.so_tc IS NOT NULL ORDER BY so_tc) AS x), '') AS noi_dung_en,
                  (SELECT x.ma_mc FROM m AS x WHERE x.hop IS m.hop ORDER BY x.thu_tu, x.ma_mc LIMIT 1) AS dau,
                  (SELECT x.ma_mc FROM m AS x WHERE x.hop IS m.hop ORDER BY x.thu_tu DESC, x.ma_mc DESC LIMIT 1) AS cuoi,
                  row_number() OVER (ORDER BY hop) - 1 AS thu
             FROM m GROUP BY hop)
SELECT a.thu / 2 AS dong,
       'Hộp ' || coalesce(a.hop, '…') AS hop_1, 'Box ' || coalesce(a.hop, '…') AS hop_1_en, a.noi_dung AS noi_dung_1, a.noi_dung_en AS noi_dung_1_en,
       'Từ ' || a.dau || ' đến ' || a.cuoi AS ma_1, 'From ' || a.dau || ' to ' || a.cuoi AS ma_1_en,
       a.so_mc || ' minh chứng' AS so_1, a.so_mc || ' items' AS so_1_en,
       'Hộp ' || b.hop AS hop_2, 'Box ' || b.hop AS hop_2_en, b.noi_dung AS noi_dung_2, b.noi_dung_en AS noi_dung_2_en,
       'Từ ' || b.dau || ' đến ' || b.cuoi AS ma_2, 'From ' || b.dau || ' to ' || b.cuoi AS ma_2_en,
       b.so_mc || ' minh chứng' AS so_2, b.so_mc || ' items' AS so_2_en,
       iif(b.hop IS NULL, NULL, :ten_truong) AS truong_2, iif(b.hop IS NULL, NULL, 'Tự đánh giá năm học ' || :nam_hoc) AS nam_2,
       iif(b.hop IS NULL, NULL, 'Self-assessment ' || :nam_hoc) AS nam_2_en
  FROM h AS a LEFT JOIN h AS b ON b.thu = a.thu + 1
 WHERE a.thu % 2 = 0
 ORDER BY a.thu

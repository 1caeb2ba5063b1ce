-- The standards of a period: of each how many of its criteria reach each level (one without the third level counts there with its second), with
-- the bars that a page and a document draw.
WITH g AS (
  SELECT v.cap_hoc AS cap_hoc, v.bo AS bo, v.tieu_chuan AS tieu_chuan, count(*) AS tong, max(b.so_muc) AS so_muc,
         count(iif(v.muc >= 1, 1, NULL)) AS m1, count(iif(v.muc >= min(2, v.so_muc), 1, NULL)) AS m2, count(iif(v.muc >= min(3, v.so_muc), 1, NULL)) AS m3
    FROM v_phieu AS v
    JOIN bo_tieu_chi AS b ON b.code = v.bo
   WHERE v.dot = :dot AND v.loai = 'tieu_chi'
   GROUP BY v.cap_hoc, v.bo, v.tieu_chuan
),
x AS (
  SELECT g.*, min(g.so_muc, 3) >= 3 AS co_3, iif((SELECT count(DISTINCT h.cap_hoc) FROM g AS h) > 1, k.short || ' ', '') AS dau, k.thu_tu AS k1, t.thu_tu AS k2,
         t.short AS so_hieu, t.label AS ten_tc, t.label_en AS ten_tc_en
    FROM g
    JOIN cap_hoc AS k ON k.code = g.cap_hoc
    JOIN tieu_chuan AS t ON t.code = g.tieu_chuan
)
SELECT cap_hoc, tieu_chuan, dau || so_hieu || '. ' || ten_tc AS ten, dau || so_hieu || '. ' || ten_tc_en AS ten_en, tong, m1, m2,
       iif(co_3, m3 || '/' || tong, '–') AS m3, 100.0 * m1 / tong AS rong_1, 100.0 * m2 / tong AS rong_2, iif(co_3, 100.0 * m3 / tong, 0) AS rong_3, iif(co_3, 100, 0) AS nen_3,
       substr('██████████', 1, 10 * m1 / tong) || substr('░░░░░░░░░░', 1, 10 - 10 * m1 / tong) AS thanh_1,
       substr('██████████', 1, 10 * m2 / tong) || substr('░░░░░░░░░░', 1, 10 - 10 * m2 / tong) AS thanh_2,
       iif(co_3, substr('██████████', 1, 10 * m3 / tong) || substr('░░░░░░░░░░', 1, 10 - 10 * m3 / tong), '') AS thanh_3
  FROM x
 ORDER BY k1, k2

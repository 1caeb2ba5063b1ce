-- Per level of education: schools, self-assessed, evaluated externally, accredited, of the national standard, as summaries/tong_hop_cap_hoc.sql
-- counts them today.
WITH tdg AS (
  SELECT d.truong AS truong FROM dot_tdg AS d WHERE d._state IN ('da_nop', 'tiep_nhan', 'cong_bo', 'khoa') AND d.tu_ngay <= :today
   UNION
  SELECT g.truong FROM v_ket_qua_giay AS g WHERE g.nguon = 'tdg' AND g.ngay <= :today
),
dgn AS (
  SELECT DISTINCT g.truong AS truong FROM v_ket_qua_dgn AS g WHERE g.ngay <= :today
),
cn AS (
  SELECT v.truong AS truong, max(v.loai_cn = 'kd') AS kd, max(v.loai_cn = 'cqg') AS cqg
    FROM v_cong_nhan AS v
   WHERE v.ngay_ky <= :today AND v.ngay_het_han >= :today AND coalesce(v.ngay_thu_hoi, '9999') > :today AND coalesce(v.ngay_thay_the, '9999') > :today
   GROUP BY v.truong
),
g AS (
  SELECT t.cap_thong_ke AS cap, count(*) AS tong, count(tdg.truong) AS tdg, count(dgn.truong) AS dgn, count(iif(cn.kd, 1, NULL)) AS kd,
         count(iif(cn.cqg, 1, NULL)) AS cqg
    FROM truong AS t
    JOIN v_truong_dong AS m ON m.truong = t._id AND coalesce(m.dong_tu, '9999') > :today
    LEFT JOIN tdg ON tdg.truong = t._id
    LEFT JOIN dgn ON dgn.truong = t._id
    LEFT JOIN cn ON cn.truong = t._id
   WHERE coalesce(t.nam_thanh_lap, 0) <= CAST(substr(:today, 1, 4) AS INTEGER)
   GROUP BY t.cap_thong_ke
)
SELECT k.label AS ten, k.label_en AS ten_en, g.tong, g.tdg, g.dgn, g.kd, g.cqg, 100.0 * g.tdg / g.tong AS rong_tdg, 100.0 * g.dgn / g.tong AS rong_dgn,
       100.0 * g.kd / g.tong AS rong_kd, 100.0 * g.cqg / g.tong AS rong_cqg
  FROM g
  JOIN cap_hoc AS k ON k.code = g.cap
 ORDER BY k.thu_tu

-- What the consensus recommends, by criterion.
SELECT t.short AS "Tiêu chí | Criterion", f.kien_nghi AS "Phiếu thống nhất | Consensus"
  FROM phieu_thong_nhat AS f
  JOIN tieu_chi AS t ON t.code = f.tieu_chi
 WHERE f.doan = :doan AND f.kien_nghi IS NOT NULL
 ORDER BY t.thu_tu

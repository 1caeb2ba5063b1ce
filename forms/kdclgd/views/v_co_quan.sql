-- The unit directly above a school, and from when to when (both days included).
SELECT q._record AS truong, q.don_vi AS don_vi, u.ten AS ten, coalesce(q.tu, '') AS tu, coalesce(q.den, '9999') AS den
  FROM truong__quan_ly AS q
  JOIN don_vi AS u ON u._id = q.don_vi
 WHERE q.vai = 'quan_ly_truc_tiep'

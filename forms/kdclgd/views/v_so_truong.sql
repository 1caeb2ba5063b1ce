-- The authority that issues documents about a school, and from when to when (both days included): the highest unit above it but the ministry, so the
-- department, or where there are only communes the commune.
SELECT q.truong AS truong, q.don_vi AS don_vi, q.tu AS tu, q.den AS den
  FROM v_thuoc AS q
  JOIN don_vi AS u ON u._id = q.don_vi
 WHERE u.loai <> 'bo' AND NOT EXISTS (SELECT 1 FROM don_vi AS p WHERE p._id = u.cap_tren AND p.loai <> 'bo')

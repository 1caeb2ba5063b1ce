-- What stands in the way of a verdict, or of the next level; ngoai = 1: which lies beyond the target.
SELECT v.ly_do AS ly_do, v.ly_do_en AS ly_do_en, v.cap_hoc AS cap_hoc, coalesce(v.ngoai, 0) AS ngoai
  FROM v_can_tro AS v
 WHERE v.dot = :dot
 ORDER BY v.thu_tu, v.tieu_chi

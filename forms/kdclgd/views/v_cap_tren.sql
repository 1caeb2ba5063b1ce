-- Which unit stood above which, and from when to when: the earlier ones of the roster truc_thuoc, and the present one since then.
SELECT u._id AS don_vi, u.cap_tren AS cap_tren,
       (SELECT date(max(t.den), '+1 day') FROM don_vi__truc_thuoc AS t WHERE t._record = u._id) AS tu, NULL AS den
  FROM don_vi AS u
 WHERE u.cap_tren IS NOT NULL
UNION ALL
SELECT t._record, t.don_vi_tren, t.tu, t.den
  FROM don_vi__truc_thuoc AS t

-- Under which units a school stands, and from when to when (both days included): the one that manages it, and those above that one.
WITH RECURSIVE r (truong, don_vi, tu, den) AS (
  SELECT q._record, q.don_vi, coalesce(q.tu, ''), coalesce(q.den, '9999') FROM truong__quan_ly AS q WHERE q.vai = 'quan_ly_truc_tiep'
   UNION
  SELECT r.truong, u.cap_tren, max(r.tu, coalesce(u.tu, '')), min(r.den, coalesce(u.den, '9999'))
    FROM r
    JOIN v_cap_tren AS u ON u.don_vi = r.don_vi AND coalesce(u.tu, '') <= r.den AND coalesce(u.den, '9999') >= r.tu
)
SELECT truong, don_vi, tu, den FROM r

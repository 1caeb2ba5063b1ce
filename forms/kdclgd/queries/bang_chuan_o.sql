-- Board of one period: how many of how many, with a bar.  A criterion without the third level counts there with its second.
WITH muc (n) AS (VALUES (1), (2), (3), (4)),
v AS MATERIALIZED (SELECT * FROM v_phieu WHERE dot = :dot_tdg),
cb AS MATERIALIZED (
  SELECT f.cap_hoc AS cap_hoc, c.muc AS muc, count(*) AS tong, count(iif(coalesce(c.ket_qua, 'chua') <> 'chua', 1, NULL)) AS danh_gia,
         count(iif(c.ket_qua = 'dat', 1, NULL)) AS dat, count(iif(c.ket_qua = 'dat', c.minh_chung, NULL)) AS co_mc
    FROM phieu_tieu_chi AS f
    JOIN phieu_tieu_chi__chi_bao AS c ON c._record = f._id
   WHERE f.dot = :dot_tdg
   GROUP BY f.cap_hoc, c.muc
),
o AS (
  SELECT cap_hoc || '|mc' AS dong, '' || muc AS cot, co_mc AS so, dat AS tong FROM cb
  UNION ALL
  SELECT cap_hoc || '|dg', '' || muc, danh_gia, tong FROM cb
  UNION ALL
  SELECT v.cap_hoc || '|' || iif(v.loai = 'khoan', 'khoan', v.tieu_chuan), '0', count(iif(v.trang_thai IN ('xong', 'hoi_dong_duyet'), 1, NULL)), count(*)
    FROM v
   GROUP BY 1
  UNION ALL
  SELECT v.cap_hoc || '|tc', '0', count(iif(v.trang_thai IN ('xong', 'hoi_dong_duyet'), 1, NULL)), count(*)
    FROM v
   WHERE v.loai = 'tieu_chi'
   GROUP BY 1
  UNION ALL
  SELECT v.cap_hoc || '|' || iif(v.loai = 'khoan', 'khoan', v.tieu_chuan), '' || muc.n, count(iif(v.muc >= min(muc.n, v.so_muc), 1, NULL)), count(*)
    FROM v
    JOIN muc ON iif(v.loai = 'khoan', muc.n = 4, muc.n <= (SELECT max(w.so_muc) FROM v AS w WHERE w.cap_hoc = v.cap_hoc AND w.loai = 'tieu_chi'))
   GROUP BY 1, 2
  UNION ALL
  SELECT v.cap_hoc || '|tc', '' || muc.n, count(iif(v.muc >= min(muc.n, v.so_muc), 1, NULL)), count(*)
    FROM v
    JOIN muc ON muc.n <= (SELECT max(w.so_muc) FROM v AS w WHERE w.cap_hoc = v.cap_hoc AND w.loai = 'tieu_chi')
   WHERE v.loai = 'tieu_chi'
   GROUP BY 1, 2
)
SELECT o.dong AS "row", o.cot AS col,
       substr('======', 1, 6 * o.so / o.tong) || substr('······', 1, 6 - 6 * o.so / o.tong) || ' ' || o.so || '/' || o.tong AS text
  FROM o
 WHERE o.tong > 0

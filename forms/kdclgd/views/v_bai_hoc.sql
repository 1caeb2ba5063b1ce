-- The lesson that is played in the sample data: what there is to do, in order, and whether the record says that it was done.  What leaves no
-- trace of its own (a printed page, a letter taken back) is done as soon as what comes behind it is.
WITH p AS (
  SELECT f._id AS phieu, f._state AS trang_thai, f._problems AS loi, f.muc_tinh, f.muc_dat, f.ly_do_khac,
         (SELECT count(*) FROM phieu_tieu_chi__chi_bao AS c WHERE c._record = f._id AND c.muc = 1 AND c.ket_qua = 'dat') AS dat,
         (SELECT count(*) FROM phieu_tieu_chi__chi_bao AS c WHERE c._record = f._id AND c.minh_chung LIKE '%MC.%') AS trich
    FROM phieu_tieu_chi AS f
    JOIN dot_tdg AS d ON d._id = f.dot
    JOIN truong AS t ON t._id = d.truong
   WHERE t.ma_truong = 'THCS001' AND d.ma_dot = '2026-2027' AND f.tieu_chi = 'tt57_pt-2.3'
),
-- how far: the number of the last thing that the record tells
den AS (
  SELECT CASE WHEN p.trang_thai = 'sua_lai' THEN 7
              WHEN p.trang_thai IN ('xong', 'hoi_dong_duyet') THEN 5
              WHEN p.muc_dat <> p.muc_tinh AND p.ly_do_khac IS NOT NULL AND p.loi = 0 THEN 4
              WHEN p.muc_dat <> p.muc_tinh THEN 3
              WHEN p.trich >= 2 THEN 2
              WHEN p.dat >= 2 THEN 1
              ELSE 0 END AS so, p.phieu
    FROM (SELECT 1) AS mot
    LEFT JOIN p
)
SELECT b.column1 AS so, b.column2 AS viec, b.column3 AS viec_en, b.column1 <= den.so AS xong, den.phieu
  FROM (VALUES (1, 'Đánh giá hai chỉ báo Mức 1', 'Assess the two indicators of level 1'),
               (2, 'Trích minh chứng', 'Cite evidence'),
               (3, 'Xem máy báo lỗi', 'See what is found wrong'),
               (4, 'Sửa lỗi', 'Mend it'),
               (5, 'Chuyển sang Đã viết xong', 'Move it to Written'),
               (6, 'In phiếu', 'Print the sheet'),
               (7, 'Hoàn tác', 'Take it back')) AS b
  JOIN den

-- title: Tiến độ theo người
-- title.en: Progress by person
-- param: den_ngay date = today
-- label: den_ngay = Đến ngày, tình trạng tính đến ngày này | Until, and as of
-- param: truong select_one truong
-- label: truong = Trường | School
-- param: dot select_one dot_tdg
-- label: dot = Đợt tự đánh giá | Period
-- column: ma_truong = Mã trường | School code
-- column: ma_dot = Đợt | Period
-- column: nguoi = Người | Person
-- column: duoc_giao = Tiêu chí được giao | Criteria assigned
-- column: xong = Đã viết xong | Written
-- column: ty_le = Tỷ lệ xong % | Written %
-- column: qua_han = Quá hạn | Late
-- column: sua_cuoi = Sửa phiếu lần cuối | Last change of a sheet
-- column: viec_khac = Việc khác | Other work
-- roles: thu_ky, chu_tich, nhom, truong_doc, can_bo, lanh_dao_so, can_bo_trung_gian
-- One row per person and period with assigned work: the criteria whose sheets are written or approved, those that are late on den_ngay, and
-- when one of these sheets was last changed. The last row is the total.
WITH giao AS (
  SELECT p.dot AS dot, v.nguoi_chinh AS nguoi, v.tieu_chi_viec AS tieu_chi, min(v.han) AS han
    FROM phan_cong AS p
    JOIN phan_cong__viec AS v ON v._record = p._id
    JOIN dot_tdg AS d ON d._id = p.dot
   WHERE (:dot IS NULL OR p.dot = :dot) AND (:truong IS NULL OR d.truong = :truong) AND d.tu_ngay <= :den_ngay
   GROUP BY p.dot, v.nguoi_chinh, v.tieu_chi_viec, iif(v.tieu_chi_viec IS NULL, v._row_key, '')
),
phieu AS (
  SELECT g.dot, g.nguoi, g.tieu_chi, g.han, min(f._state IN ('xong', 'hoi_dong_duyet')) AS xong, max(f._changed_at) AS sua
    FROM giao AS g
    LEFT JOIN phieu_tieu_chi AS f ON f.dot = g.dot AND f.tieu_chi = g.tieu_chi
   WHERE g.tieu_chi IS NOT NULL
   GROUP BY g.dot, g.nguoi, g.tieu_chi
),
nguoi_dot AS (
  SELECT g.dot, g.nguoi, count(iif(g.tieu_chi IS NULL, 1, NULL)) AS viec_khac FROM giao AS g GROUP BY g.dot, g.nguoi
),
dong AS (
  SELECT t.ma_truong, d.ma_dot, n.ho_ten AS nguoi, count(f.tieu_chi) AS duoc_giao, count(iif(f.xong, 1, NULL)) AS xong,
         count(iif(f.xong IS NOT 1 AND f.han < :den_ngay, 1, NULL)) AS qua_han, strftime('%Y-%m-%d', max(f.sua), '+7 hours') AS sua_cuoi, x.viec_khac
    FROM nguoi_dot AS x
    JOIN dot_tdg AS d ON d._id = x.dot
    JOIN truong AS t ON t._id = d.truong
    JOIN nguoi AS n ON n._id = x.nguoi
    LEFT JOIN phieu AS f ON f.dot = x.dot AND f.nguoi = x.nguoi
   GROUP BY x.dot, x.nguoi
)
SELECT ma_truong, ma_truong_en, ma_dot, nguoi, nguoi_en, duoc_giao, xong, round(100.0 * xong / nullif(duoc_giao, 0), 2) AS ty_le, qua_han, sua_cuoi, viec_khac
  FROM (SELECT 0 AS cuoi, ma_truong, NULL AS ma_truong_en, ma_dot, nguoi, NULL AS nguoi_en, duoc_giao, xong, qua_han, sua_cuoi, viec_khac FROM dong
         UNION ALL
        SELECT 1, 'Tổng', 'Total', NULL, count(DISTINCT nguoi) || ' người', count(DISTINCT nguoi) || ' people', coalesce(sum(duoc_giao), 0), coalesce(sum(xong), 0),
               coalesce(sum(qua_han), 0), max(sua_cuoi), coalesce(sum(viec_khac), 0)
          FROM dong)
 ORDER BY cuoi, ma_truong, ma_dot, nguoi

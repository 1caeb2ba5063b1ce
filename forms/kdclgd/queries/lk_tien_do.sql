-- How far the work that was given out in a period has come: a row for each criterion that somebody is in charge of, by what is stored.
-- Of a criterion that is assessed at several levels of education it is done when all its sheets are.
SELECT v.tieu_chi_viec AS tieu_chi, v.nguoi_chinh AS nguoi, g.ho_ten AS ten, v.han AS han,
       count(f._id) > 0 AND count(f._id) = count(CASE WHEN f._state IN ('xong', 'hoi_dong_duyet') THEN 1 END) AS xong,
       CASE WHEN count(f._id) = 0 THEN 'Chưa có phiếu'
            WHEN count(f._id) = count(CASE WHEN f._state = 'hoi_dong_duyet' THEN 1 END) THEN 'Hội đồng đã duyệt'
            WHEN count(f._id) = count(CASE WHEN f._state IN ('xong', 'hoi_dong_duyet') THEN 1 END) THEN 'Đã viết xong'
            WHEN max(f._state) = 'sua_lai' THEN 'Cần sửa lại'
            ELSE 'Đang viết' END AS tinh_trang,
       CASE WHEN count(f._id) = 0 THEN 'No sheet yet'
            WHEN count(f._id) = count(CASE WHEN f._state = 'hoi_dong_duyet' THEN 1 END) THEN 'Approved'
            WHEN count(f._id) = count(CASE WHEN f._state IN ('xong', 'hoi_dong_duyet') THEN 1 END) THEN 'Written'
            WHEN max(f._state) = 'sua_lai' THEN 'To be corrected'
            ELSE 'Being written' END AS tinh_trang_en
  FROM phan_cong AS c
  JOIN phan_cong__viec AS v ON v._record = c._id AND v.tieu_chi_viec IS NOT NULL
  LEFT JOIN nguoi AS g ON g._id = v.nguoi_chinh
  LEFT JOIN dot_tdg__pham_vi AS p ON p._record = c.dot
  LEFT JOIN phieu_tieu_chi AS f ON f.dot = c.dot AND f.cap_hoc = p.cap_hoc AND f.tieu_chi = v.tieu_chi_viec
 WHERE c.dot = :dot
 GROUP BY v._row_key

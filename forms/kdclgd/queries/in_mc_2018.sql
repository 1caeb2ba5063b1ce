-- One row where the period is under the circulars of 2018: then the list has seven columns.
SELECT 'co' AS co FROM dot_tdg__pham_vi AS p JOIN bo_tieu_chi AS b ON b.code = p.bo_tieu_chi
 WHERE p._record = :dot AND b.cach_mo_ta = 'theo_muc' LIMIT 1

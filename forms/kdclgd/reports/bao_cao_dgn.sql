-- title: Báo cáo đánh giá ngoài
-- title.en: External evaluation report
-- form: bao_cao_dgn
-- roles: truong_doan, thu_ky_doan, uy_vien, can_bo, lanh_dao_so, thu_ky, chu_tich
SELECT v.*, f._id AS bao_cao, coalesce(f.so_bc, '……/BC-ĐĐGN') AS so, coalesce(letter_date('ngày %d tháng %m năm %Y', f.ngay_bc), 'ngày      tháng      năm      ') AS ngay,
       f.gioi_thieu, f.qua_trinh, f.tinh_phu_hop, f.tinh_bao_quat, f.tc_thieu_co_so, f.nhan_xet, f.diem_manh, f.diem_yeu, CASE WHEN f.muc_doan IS NULL THEN 'chưa xác định' WHEN f.muc_doan = 0 THEN 'Không đạt Mức 1' ELSE 'Đạt Mức ' || f.muc_doan END AS ket_qua,
       coalesce('Kiểm định chất lượng giáo dục: Cấp độ ' || f.de_nghi_cap_do || '. ', '') || coalesce('Chuẩn quốc gia: Mức độ ' || f.de_nghi_muc_do || '.', '') AS de_nghi
  FROM bao_cao_dgn AS f
  JOIN v_dau_doan AS v ON v.doan = f.doan
 WHERE f._id = :_id

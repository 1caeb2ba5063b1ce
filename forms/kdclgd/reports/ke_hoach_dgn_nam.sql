-- title: Kế hoạch đánh giá ngoài năm học
-- title.en: Plan of external evaluation of a school year
-- form: ke_hoach_dgn_nam
-- roles: can_bo, lanh_dao_so
SELECT u.*, k.nam_hoc_kh || '-' || (k.nam_hoc_kh + 1) AS nam_hoc, coalesce(k.so_vb_kh, '        /KH-' || u.ky_hieu) AS so,
       coalesce(letter_date('ngày %d tháng %m năm %Y', k.ngay_kh), strftime('ngày      tháng      năm %Y', :today)) AS ngay,
       iif(k.lan_kh > 0, '(Điều chỉnh lần ' || k.lan_kh || ')', '(Ban hành kèm danh sách trường được đánh giá)') AS lan,
       coalesce(k.so_truong_kh, 0) AS so_truong, replace(printf('%,d', coalesce(k.tong_kinh_phi, 0)), ',', '.') AS tong_kinh_phi,
       (SELECT iif(count(DISTINCT b.doan_du_kien) > 0, ', ' || count(DISTINCT b.doan_du_kien) || ' đoàn dự kiến', '')
          FROM ke_hoach_dgn_nam__truong_dgn AS b WHERE b._record = k._id) AS so_doan,
       coalesce('Kế hoạch này thay thế Kế hoạch số ' || (SELECT p.so_vb_kh FROM ke_hoach_dgn_nam AS p WHERE p.don_vi_kh = k.don_vi_kh AND p.nam_hoc_kh = k.nam_hoc_kh
                    AND p.lan_kh < k.lan_kh AND p.so_vb_kh IS NOT NULL ORDER BY p.lan_kh DESC LIMIT 1) || '.' || char(10), '')
         || 'Các đơn vị, nhà trường có tên trong danh sách chuẩn bị hồ sơ, minh chứng và phối hợp với đoàn đánh giá ngoài theo thời gian trên. Kinh phí thực hiện theo dự toán được giao và chế độ hiện hành./.' AS thuc_hien,
       '- Các trường có tên trong danh sách;' || char(10) || iif(u.co_quan_tren <> '', '- ' || u.co_quan_tren || ' (để báo cáo);' || char(10), '') || '- Lưu: VT.' AS noi_nhan
  FROM ke_hoach_dgn_nam AS k
  JOIN v_noi_ban_hanh AS u ON u.don_vi = k.don_vi_kh
 WHERE k._id = :_id

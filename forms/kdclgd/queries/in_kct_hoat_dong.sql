-- The activities of a plan of improvement, and how far each one is today.
SELECT row_number() OVER (ORDER BY v._row) AS tt, v.noi_dung_hd, v.muc_tieu, v.giai_phap, v.chi_so_hd,
       coalesce(strftime('%d/%m/%Y', v.tu_hd) || ' – ', '') || strftime('%d/%m/%Y', v.den_hd) AS luc, n.ho_ten, v.nguon_luc_hd, v.mc_du_kien,
       CASE WHEN v.xong_hd IS NOT NULL THEN 'Hoàn thành' WHEN v.den_hd < :today THEN 'Chưa hoàn thành'
            WHEN coalesce(v.tu_hd, '') <= :today THEN 'Đang thực hiện' END AS muc_do,
       CASE WHEN v.xong_hd IS NOT NULL THEN 'Done' WHEN v.den_hd < :today THEN 'Not done' WHEN coalesce(v.tu_hd, '') <= :today THEN 'Being done' END AS muc_do_en
  FROM ke_hoach_cai_tien__hoat_dong AS v LEFT JOIN nguoi AS n ON n._id = v.phu_trach_hd
 WHERE v._record = :ke_hoach ORDER BY v._row

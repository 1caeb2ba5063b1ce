-- One row per rule set: the counts it declares against the rows there are; lech = 0 when they agree.
SELECT bo, so_tieu_chuan, so_tieu_chi, so_khoan, so_chi_bao, so_chi_so, bat_buoc,
       CASE du_noi_dung
         WHEN 'khong' THEN so_tieu_chi + so_chi_bao > 0
         ELSE (so_tieu_chuan, so_tieu_chi, so_khoan, so_chi_bao, so_chi_so)
              IS NOT (khai_tieu_chuan, khai_tieu_chi, khai_khoan, khai_chi_bao, khai_chi_so)
       END AS lech
  FROM (SELECT b.code AS bo, du_noi_dung, b.so_tieu_chuan AS khai_tieu_chuan,
               b.so_tieu_chi AS khai_tieu_chi, b.so_khoan AS khai_khoan, b.so_chi_bao AS khai_chi_bao, b.so_chi_so AS khai_chi_so,
               (SELECT count(*) FROM tieu_chuan WHERE bo = b.code) AS so_tieu_chuan,
               (SELECT count(*) FROM tieu_chi WHERE bo = b.code AND loai = 'tieu_chi') AS so_tieu_chi,
               (SELECT count(*) FROM tieu_chi WHERE bo = b.code AND loai = 'khoan') AS so_khoan,
               (SELECT count(*) FROM tieu_chi
                 WHERE bo = b.code AND loai = 'tieu_chi' AND bat_buoc = 'co') AS bat_buoc,
               (SELECT count(*) FROM chi_bao WHERE bo = b.code AND muc < 4) AS so_chi_bao,
               (SELECT count(*) FROM chi_so WHERE bo = b.code) AS so_chi_so
          FROM bo_tieu_chi AS b)

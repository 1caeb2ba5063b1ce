-- The level computed for the school in one period: what v_muc_truong says, read from the scopes of this period alone.
SELECT CASE WHEN count(v.muc) = count(*) THEN min(v.muc) END AS muc,
       CASE WHEN count(*) = 0 THEN 'chua_co_pham_vi'
            WHEN max(v.du_noi_dung = 'khong') THEN 'chua_co_noi_dung'
            WHEN count(v.muc) = count(*) THEN 'co'
            ELSE 'chua'
       END AS trang_thai_kl,
       max(v.kieu_ket_luan) AS kieu_ket_luan, max(v.kieu_quy_tac) AS kieu_quy_tac,
       max(b.chung_nhan_kd) AS chung_nhan_kd, max(b.chuan_quoc_gia) AS chuan_quoc_gia,
       min(v.so_muc) AS so_muc
  FROM v_pham_vi AS v
  JOIN bo_tieu_chi AS b ON b.code = v.bo
 WHERE v.dot = :dot
HAVING :dot IS NOT NULL

-- title: Giấy chứng nhận
-- title.en: Certificate
-- form: cong_nhan
-- roles: can_bo, lanh_dao_so
SELECT v.*, v.ngay_qd AS ngay, CASE c.loai_cn WHEN 'kd' THEN 'Giấy chứng nhận' ELSE 'Bằng công nhận' END AS loai_giay, coalesce(v.muc, '') AS muc_dat,
       CASE c.loai_cn WHEN 'kd' THEN 'Chứng nhận' ELSE 'Công nhận' END AS dong_tu, 'Đạt ' || v.danh_hieu AS dat_gi,
       CASE c.loai_cn WHEN 'kd' THEN 'Kiểm định chất lượng giáo dục' ELSE 'Trường đạt chuẩn quốc gia' END AS ve
  FROM v_dau_cong_nhan AS v
  JOIN cong_nhan AS c ON c._id = v.cong_nhan
 WHERE v.cong_nhan = :_id

-- scope: all can_bo, lanh_dao_so
-- What stops a team from being formed, unless an exception that counts covers it (v_ngoai_le). A team in the making is told of only when it
-- is moved; one that is at work is told to validate.
SELECT 'error' AS severity, 'doan_dgn' AS form, v.doan AS id,
       coalesce('thanh_vien/' || (SELECT m._row_key FROM doan_dgn__thanh_vien AS m WHERE m._record = v.doan AND m.nguoi = v.nguoi) || '/nguoi', 'thanh_vien') AS field,
       coalesce(v.ho_ten || ' ', '') || v.ly_do
         || iif(EXISTS (SELECT 1 FROM v_ngoai_le AS n WHERE n.doan = v.doan AND n.nguoi IS v.nguoi),
                '; ngoại lệ do chính người lập đoàn cho phép nên không tính, cần một cán bộ khác', '') AS message,
       coalesce(v.ho_ten || ' ', '') || v.ly_do_en
         || iif(EXISTS (SELECT 1 FROM v_ngoai_le AS n WHERE n.doan = v.doan AND n.nguoi IS v.nguoi),
                '; whoever formed the team allowed the exception, so it does not count: another officer has to', '') AS message_en
  FROM doan_dgn AS d
  JOIN v_ly_do_doan AS v ON v.doan = d._id
 WHERE (d._state IN ('da_lap', 'dang_lam', 'thao_luan', 'tam_dung') OR d._id = :_record)
   AND NOT EXISTS (SELECT 1 FROM v_ngoai_le AS n WHERE n.doan = v.doan AND n.nguoi IS v.nguoi AND n.tinh)

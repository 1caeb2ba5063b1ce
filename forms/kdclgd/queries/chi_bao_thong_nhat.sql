-- The indicators of a criterion, with the result where all members of the team have written their sheets and agree.
SELECT c.code AS chi_bao, c.muc AS muc, c.ky_hieu AS ky_hieu, coalesce(n.label, c.label) AS noi_dung,
       coalesce(n.label_en, c.label_en) AS noi_dung_en, c.co_the_khong_ap_dung AS co_kad,
       (SELECT CASE WHEN min(b.ket_qua) = max(b.ket_qua) AND min(b.ket_qua) <> 'chua'
                     AND count(*) = (SELECT count(*) FROM doan_dgn__thanh_vien AS t WHERE t._record = :doan) THEN min(b.ket_qua) END
          FROM v_phieu_dgn AS f
          JOIN phieu_dgn__chi_bao AS b ON b._record = f.phieu AND b._row_key = c.code
         WHERE f.doan IN (SELECT d._id FROM doan_dgn AS d WHERE d._id = :doan AND d._state IN ('thao_luan', 'hoan_thanh')) AND f.cap_hoc = :cap_hoc AND f.tieu_chi = :tieu_chi) AS ket_qua
  FROM chi_bao AS c
  LEFT JOIN noi_dung AS n ON n.code = c.code
 WHERE c.tieu_chi = :tieu_chi AND c._retired = 0
 ORDER BY c.thu_tu

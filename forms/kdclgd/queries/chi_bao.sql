-- The indicators of a criterion, in the official wording where the province has loaded it.
SELECT c.code AS chi_bao, c.muc AS muc, c.ky_hieu AS ky_hieu, coalesce(n.label, c.label) AS noi_dung,
       coalesce(n.label_en, c.label_en) AS noi_dung_en,
       c.co_the_khong_ap_dung AS co_kad
  FROM chi_bao AS c
  LEFT JOIN noi_dung AS n ON n.code = c.code
 WHERE c.tieu_chi = :tieu_chi AND c._retired = 0
 ORDER BY c.thu_tu

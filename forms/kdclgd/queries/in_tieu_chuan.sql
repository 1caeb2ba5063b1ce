-- The standards of a scope with their openings and conclusions.
SELECT s.code AS tieu_chuan, :cap_hoc || '-' || s.code AS moc, 'Tiêu chuẩn ' || s.short || ': ' || s.label AS ten,
       'Standard ' || s.short || ': ' || s.label_en AS ten_en, k.mo_dau
  FROM tieu_chuan AS s
  LEFT JOIN ket_luan_tieu_chuan AS k ON k.dot = :dot AND k.cap_hoc = :cap_hoc AND k.tieu_chuan = s.code
 WHERE s.bo = :bo AND s.code IN (SELECT tieu_chuan FROM tieu_chi WHERE bo = :bo AND loai = 'tieu_chi')
 ORDER BY s.thu_tu

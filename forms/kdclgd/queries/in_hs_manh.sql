-- What the conclusions on the standards say is strong, as much of it as one page has room for.
SELECT t.short || '. ' || iif(length(k.diem_manh) > 160, substr(replace(k.diem_manh, char(10), ' '), 1, 157) || '…', replace(k.diem_manh, char(10), ' ')) AS noi_dung
  FROM ket_luan_tieu_chuan AS k
  JOIN tieu_chuan AS t ON t.code = k.tieu_chuan
  JOIN cap_hoc AS c ON c.code = k.cap_hoc
 WHERE k.dot = :dot AND k.diem_manh IS NOT NULL
 ORDER BY c.thu_tu, t.thu_tu
 LIMIT 6

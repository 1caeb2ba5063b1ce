-- What a meeting voted on.
SELECT row_number() OVER (ORDER BY _row) AS tt, viec_bq, dong_y, khong, round(100.0 * dong_y / nullif(dong_y + khong, 0), 1) AS ty_le
  FROM bien_ban_hop__bieu_quyet WHERE _record = :bien_ban ORDER BY _row

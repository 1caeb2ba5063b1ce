-- Each time that a period was handed in, and what became of it; it comes from the program (:_submissions).
SELECT j.value ->> 'number' AS lan, strftime('%d/%m/%Y', j.value ->> 'at', '+7 hours') AS ngay, j.value ->> 'who' AS nguoi, j.value ->> 'code' AS ma_dau,
       coalesce(j.value ->> 'accepted', '') AS canh_bao, coalesce(j.value ->> 'became', '') || coalesce(': ' || nullif(j.value ->> 'reason', ''), '') AS ket_qua
  FROM json_each(:lan_nop) AS j
 ORDER BY j.key

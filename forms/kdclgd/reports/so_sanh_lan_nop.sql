-- title: So sánh hai lần nộp
-- title.en: What changed between two submissions
-- form: dot_tdg
SELECT h.dot, h.co_quan, h.ten_truong, h.hieu_truong, h.chuc_danh, h.nam_hoc, coalesce('Mã dấu: ' || :_seal, '') AS dau, h.thu_ky, h.dia_danh || ', ' || letter_date('ngày %d tháng %m năm %Y', :today) AS ngay, :_submissions AS lan_nop, :_changes AS thay_doi,
       CASE json_array_length(:_submissions) WHEN 0 THEN 'Báo cáo chưa được nộp.' WHEN 1 THEN 'Báo cáo mới nộp một lần, chưa có lần trước để so sánh.'
            ELSE 'So với lần nộp trước: ' || k.so_o || ' ô thay đổi ở ' || k.so_ban_ghi || ' bản ghi.' END AS ket_luan,
       CASE json_array_length(:_submissions) WHEN 0 THEN 'The report was not handed in.' WHEN 1 THEN 'The report was handed in once: there is nothing to compare with.'
            ELSE 'Against the submission before: ' || k.so_o || ' fields changed in ' || k.so_ban_ghi || ' records.' END AS ket_luan_en
  FROM v_dau_dot AS h
  JOIN (SELECT count(*) AS so_o, count(DISTINCT (j.value ->> 'form') || '|' || (j.value ->> 'key')) AS so_ban_ghi FROM json_each(:_changes) AS j) AS k
 WHERE h.dot = :_id

SELECT 'xong' AS code, 'Đã làm' AS label, 'Done' AS label_en

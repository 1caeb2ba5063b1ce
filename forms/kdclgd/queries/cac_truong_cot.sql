-- Board of all schools: the steps, a column each.
SELECT column1 AS code, column2 AS label, column3 AS label_en
  FROM (VALUES ('1dot', 'Đợt', 'Begun'), ('2mc', 'MC', 'Evid.'), ('3phieu', 'Phiếu', 'Sheets'), ('4kl', 'KL', 'Concl.'), ('5nop', 'Nộp', 'In'),
               ('6dk', 'ĐK', 'Reg.'), ('7dgn', 'ĐGN', 'Visit'), ('8cn', 'CN', 'Valid'))
 ORDER BY 1

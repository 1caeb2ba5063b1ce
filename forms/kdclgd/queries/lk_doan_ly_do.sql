-- What speaks against a team that is stored, each reason with the member that it is about (NULL: the team as a whole).
SELECT v.nguoi AS nguoi, v.ly_do AS ly_do, v.ly_do_en AS ly_do_en
  FROM v_ly_do_doan AS v
 WHERE v.doan = :doan

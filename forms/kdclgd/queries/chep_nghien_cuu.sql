-- What a member found unclear and missing while studying, by criterion, into their preliminary report.
-- into: bao_cao_so_bo
SELECT :doan AS doan, :nguoi AS nguoi, group_concat(ma || ': ' || chua_ro, char(10)) AS chua_ro, group_concat(ma || ': ' || mc_bo_sung, char(10)) AS de_nghi
  FROM (SELECT t.short AS ma, s.chua_ro AS chua_ro, s.mc_bo_sung AS mc_bo_sung
          FROM nghien_cuu_ho_so AS s
          JOIN tieu_chi AS t ON t.code = s.tieu_chi
         WHERE s.doan = :doan AND s.nguoi = :nguoi
         ORDER BY t.thu_tu)
HAVING count(*) > 0

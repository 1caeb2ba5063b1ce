-- What members of a team who have written their sheets say of a criterion, each text with its writer's name. Nothing before
-- the discussion: what stands in a consensus is read by members who have not written theirs.
SELECT count(*) AS so_phieu, group_concat(f.muc, ', ') AS cac_muc,
       group_concat('– ' || g.diem_manh || ' (' || f.ten_nguoi || ')', char(10)) AS diem_manh,
       group_concat('– ' || g.diem_yeu || ' (' || f.ten_nguoi || ')', char(10)) AS diem_yeu,
       group_concat('– ' || g.kien_nghi || ' (' || f.ten_nguoi || ')', char(10)) AS kien_nghi,
       group_concat('– ' || g.chua_ro || ' (' || f.ten_nguoi || ')', char(10)) AS chua_ro
  FROM v_phieu_dgn AS f
  JOIN phieu_dgn AS g ON g._id = f.phieu
 WHERE f.doan IN (SELECT d._id FROM doan_dgn AS d WHERE d._id = :doan AND d._state IN ('thao_luan', 'hoan_thanh')) AND f.cap_hoc = :cap_hoc AND f.tieu_chi = :tieu_chi

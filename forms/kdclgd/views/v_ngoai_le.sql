-- Exceptions that count, one row each: allowed, and by another officer than the one who formed the team or, while it is a draft, changed it
-- last. nguoi is NULL where it is for the team as a whole; tinh is 0 where whoever allowed it may not.
SELECT n.doan AS doan, n.nguoi_nl AS nguoi, n._changed_by <> d._created_by AND (d._state <> 'du_thao' OR n._changed_by <> d._changed_by) AS tinh
  FROM ngoai_le_doan AS n
  JOIN doan_dgn AS d ON d._id = n.doan
 WHERE n._state = 'cho_phep'

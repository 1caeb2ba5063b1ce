-- The school of a period.
SELECT t.cap_hoc AS cap_hoc, t.ten AS ten
  FROM truong AS t
 WHERE t._id = :truong

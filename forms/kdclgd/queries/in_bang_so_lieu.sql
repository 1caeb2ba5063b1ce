-- The tables of a school's figures that hold something of the five school years up to the period's.
SELECT s._id AS so_lieu, b.label AS ten, b.label_en AS ten_en, k.label AS ten_cap, k.label_en AS ten_cap_en,
       (:nam - 4) || '-' || (:nam - 3) AS nam_1, (:nam - 3) || '-' || (:nam - 2) AS nam_2, (:nam - 2) || '-' || (:nam - 1) AS nam_3,
       (:nam - 1) || '-' || :nam AS nam_4, :nam || '-' || (:nam + 1) AS nam_5
  FROM so_lieu AS s
  JOIN bang_so_lieu AS b ON b.code = s.bang
  LEFT JOIN cap_hoc AS k ON k.code = s.cap_hoc
 WHERE s.truong = :truong
   AND EXISTS (SELECT 1 FROM so_lieu__o AS o WHERE o._record = s._id AND substr(o.nam_hoc, 1, 4) + 0 BETWEEN :nam - 4 AND :nam)
 ORDER BY k.thu_tu, b.thu_tu

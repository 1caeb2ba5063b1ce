-- Other periods of the school that overlap with this one; without a last day a period is its first day.
SELECT count(*) AS so
  FROM dot_tdg AS d
 WHERE d.truong = :truong AND d._id <> :_id AND d.tu_ngay <= coalesce(:den_ngay, :tu_ngay) AND coalesce(d.den_ngay, d.tu_ngay) >= :tu_ngay

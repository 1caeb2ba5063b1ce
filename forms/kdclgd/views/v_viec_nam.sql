-- The school years (1 September to 31 August, told by the year in which each begins) of an improvement task: that in which it is due, and that
-- in which it was done.
SELECT _id AS viec, truong, substr(han_vc, 1, 4) - (substr(han_vc, 6, 2) < '09') AS nam FROM viec_cai_tien
UNION
SELECT _id, truong, substr(ngay_xong_vc, 1, 4) - (substr(ngay_xong_vc, 6, 2) < '09') FROM viec_cai_tien WHERE ngay_xong_vc IS NOT NULL

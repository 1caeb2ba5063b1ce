-- The recognition that is to be withdrawn.
SELECT c.ngay_ky AS ngay_ky
  FROM cong_nhan AS c
 WHERE c._id = :cong_nhan

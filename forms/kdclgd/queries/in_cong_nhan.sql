-- The recognitions of a kind that are in force on the day, of schools that were open and under the unit then; by name, since nobody is ranked.
SELECT row_number() OVER (ORDER BY sort_key(t.ten), t.ma_truong) AS tt, t.ma_truong, t.ten AS ten_truong, k.label AS cap, k.label_en AS cap_en, u.ten AS xa, v.muc,
       c.so_qd_cn || ', ' || strftime('%d/%m/%Y', c.ngay_ky) AS quyet_dinh, c.so_gcn, strftime('%d/%m/%Y', c.ngay_het_han) AS het_han
  FROM v_cong_nhan AS v
  JOIN cong_nhan AS c ON c._id = v.cong_nhan
  JOIN truong AS t ON t._id = v.truong
  JOIN v_truong_dong AS m ON m.truong = t._id
  LEFT JOIN cap_hoc AS k ON k.code = t.cap_thong_ke
  LEFT JOIN v_co_quan AS u ON u.truong = t._id AND :den_ngay BETWEEN u.tu AND u.den
 WHERE v.loai_cn = :loai AND v.ngay_ky <= :den_ngay AND v.ngay_het_han >= :den_ngay AND coalesce(v.ngay_thay_the, '9999') > :den_ngay
   AND coalesce(v.ngay_thu_hoi, '9999') > :den_ngay AND coalesce(m.dong_tu, '9999') > :den_ngay
   AND t._id IN (SELECT q.truong FROM v_thuoc AS q WHERE q.don_vi = :don_vi AND :den_ngay BETWEEN q.tu AND q.den)
 ORDER BY 1

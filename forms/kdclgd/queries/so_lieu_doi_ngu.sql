-- The total is what those below, at and above the standard are together, once all three are counted; any other number is a part of it.
CASE WHEN cot = 'tong' THEN so_nguoi = (SELECT CASE WHEN count(x.so_nguoi) = 3 THEN sum(x.so_nguoi) END FROM nguoi_lam AS x
                                         WHERE x.chuc_danh = nguoi_lam.chuc_danh AND x.cot IN ('chua_dat', 'dat', 'tren'))
     ELSE so_nguoi <= (SELECT x.so_nguoi FROM nguoi_lam AS x WHERE x.chuc_danh = nguoi_lam.chuc_danh AND x.cot = 'tong') END

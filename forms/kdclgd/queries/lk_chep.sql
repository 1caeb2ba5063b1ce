-- The period that this sheet was copied from, while nothing was edited since.
SELECT d.ma_dot AS ma_dot FROM v_chep AS c JOIN phieu_tieu_chi AS f ON f._id = c.chep_tu JOIN dot_tdg AS d ON d._id = f.dot WHERE c.phieu = :_id AND c.chep_tu = :chep_tu

-- The lesson in the sample data: how many of its things are done.
SELECT sum(xong) AS done, count(*) AS total FROM v_bai_hoc

-- What stands on every document of a school: its name, its head and the title of the post, and the place that comes before the date (the
-- commune of its address, as decree 30/2020 has it; dots where the address names none).  Who is above it on a day: v_co_quan.
SELECT t._id AS truong, t.ten AS ten_truong, t.dia_chi AS dia_chi, t.hieu_truong AS hieu_truong,
       CASE WHEN ' ' || t.cap_hoc || ' ' LIKE '% gdtx %' THEN 'Giám đốc' ELSE 'Hiệu trưởng' END AS chuc_danh,
       CASE WHEN t.xa LIKE 'Phường %' THEN substr(t.xa, 8) WHEN t.xa LIKE 'Xã %' THEN substr(t.xa, 4)
            WHEN t.xa LIKE 'Đặc khu %' OR t.xa LIKE 'Thị trấn %' THEN replace(replace(t.xa, 'Đặc khu ', ''), 'Thị trấn ', '')
            ELSE '………………' END AS dia_danh
  FROM (SELECT *, trim(substr(dia_chi, 1, instr(dia_chi || ',', ',') - 1)) AS xa FROM truong) AS t

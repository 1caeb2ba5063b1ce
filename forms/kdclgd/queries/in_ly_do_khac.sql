-- Why the council decided another level than the indicators give; no row where it did not.
SELECT ly_do_khac FROM phieu_tieu_chi WHERE _id = :phieu AND ly_do_khac IS NOT NULL

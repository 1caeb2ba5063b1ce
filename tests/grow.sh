#!/bin/sh
# grow.sh DATABASE: a database of forms/kdclgd with sixteen times the schools, periods, sheets and conclusions, all under other ids.
copies() {
    echo "CREATE TEMP TABLE t AS SELECT * FROM \"$1\"; UPDATE t SET $2; INSERT INTO \"$1\" SELECT * FROM t; DROP TABLE t;"
}
for i in 1 2 3 4; do
    id="_id = _id || '-$i'"
    copies truong "$id, ma_truong = ma_truong || '-$i'"
    copies dot_tdg "$id, truong = truong || '-$i'"
    for form in phieu_tieu_chi ket_luan_tieu_chuan ket_luan_truong; do
        copies $form "$id, dot = dot || '-$i'"
    done
    for roster in dot_tdg__pham_vi phieu_tieu_chi__chi_bao phieu_tieu_chi__cai_tien; do
        copies $roster "_record = _record || '-$i'"
    done
done | sqlite3 "$1"

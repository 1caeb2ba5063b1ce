# The program is killed before each of its writes, or told at each that the disk is broken or full; then the sqlite3 shell and the
# program itself must find the work whole: as it was before, or as it is after, never between.  tests/program/fail.c does it.

dir=$work/$suite
db=$dir/run.db
export ASAN_OPTIONS=verify_asan_link_order=0

. tests/faults/lib.sh

# ---- saving a sheet ----

cat >"$dir/save.keys" <<'END'
key F5
type weakness
key Enter
type Lớp đông
key F10
screen end
END
key='THCS006|2024-2025|thcs|tt18-1.5'
id="(SELECT p._id FROM phieu_tieu_chi AS p JOIN dot_tdg AS d ON d._id = p.dot JOIN truong AS t ON t._id = d.truong
    WHERE t.ma_truong = 'THCS006' AND d.ma_dot = '2024-2025' AND p.tieu_chi = 'tt18-1.5')"

demo_again() {
    rm -f "$db" "$db-wal" "$db-shm"
    demo "$db"
}
# Record, history and search row agree, as before or as after; what was told as saved is saved.
saved_or_not() {
    not_crashed "$1" && sql_ok "PRAGMA integrity_check" && sql_ok "SELECT coalesce(max(CASE
        WHEN p._version = 2 AND p.diem_yeu IS NULL AND h.version = 2 THEN 'ok'
        WHEN p._version = 3 AND p.diem_yeu = 'Lớp đông' AND h.version = 3 AND h.changes LIKE '%Lớp đông%' THEN 'ok' END), 'between')
        FROM phieu_tieu_chi AS p, (SELECT * FROM _history WHERE record = $id ORDER BY seq DESC LIMIT 1) AS h WHERE p._id = $id" &&
        { ! grep -q "Saved .* as version 3" "$dir/out" || sql_ok "SELECT CASE _version WHEN 3 THEN 'ok' END FROM phieu_tieu_chi WHERE _id = $id"; }
}
# The program itself goes on from there: the same keys again, and the sheet is saved.
goes_on() {
    saved_or_not "$1" || return 1
    "$phieu" --lang en --app forms/kdclgd --db "$db" --as Mai:thu_ky --script "$dir/again.keys" enter phieu_tieu_chi "$key" |
        grep -q "Saved .* as version [34]" && sql_ok "SELECT CASE diem_yeu WHEN 'Lớp rất đông' THEN 'ok' END FROM phieu_tieu_chi WHERE _id = $id"
}
sed 's/^type Lớp.*/key Ctrl-U\ntype Lớp rất đông/' "$dir/save.keys" >"$dir/again.keys"

save() {
    at_each "$1" demo_again "$2" "$phieu" --lang en --app forms/kdclgd --db "$db" --as Mai:thu_ky --script "$dir/save.keys" \
        enter phieu_tieu_chi "$key"
}
ok "killed before any write, a save is whole or not there, and the program goes on" save kill goes_on
ok "killed in the middle of any write, the same" save torn goes_on
ok "at any write that fails, nothing is told as saved that is not, and it is saved once when it is tried again" save EIO goes_on
ok "the disk being full from any write on, the same" save ENOSPC goes_on

# The planted bug: two statements where one transaction belongs.  The harness is worth nothing unless it sees that.
careless() {
    at_each kill demo_again saved_or_not sqlite3 "$db" "UPDATE phieu_tieu_chi SET _version = 3, diem_yeu = 'Lớp đông' WHERE _id = $id;
        INSERT INTO _history SELECT seq + 1, txn, at, who, role, declared, op, form, record, 3, reason, '[Lớp đông]', record_hash, prev, hash
        FROM _history WHERE record = $id ORDER BY seq DESC LIMIT 1;" >"$dir/careless" 2>&1 && return 1
    grep "sqlite3 finds: between" "$dir/careless"
}
ok "a save that is careless is caught" careless

# ---- importing, making, exporting ----

sh tests/gen_300.sh "$dir" 50
pupils="$phieu --lang en --app $dir/app --db $db"

no_pupils() {
    rm -f "$db" "$db-wal" "$db-shm"
    "$phieu" --app "$dir/app" --db "$db" enter --script /dev/null
}
all_or_none() {
    not_crashed "$1" && sql_ok "PRAGMA integrity_check" && sql_ok "SELECT CASE WHEN a.n IN (0, 50) AND a.n = h.n AND a.n = s.n THEN 'ok' ELSE
        a.n || ' records, ' || h.n || ' lines of history, ' || s.n || ' search rows' END FROM (SELECT count(*) AS n FROM hoc_sinh) AS a,
        (SELECT count(*) AS n FROM _history WHERE form = 'hoc_sinh') AS h, (SELECT count(*) AS n FROM _search WHERE form = 'hoc_sinh') AS s" &&
        { ! grep -q "50 rows stored" "$dir/out" || sql_ok "SELECT CASE count(*) WHEN 50 THEN 'ok' END FROM hoc_sinh"; }
}
nothing() {
    rm -f "$db" "$db-wal" "$db-shm"
}
made_next_time() {
    not_crashed "$1" && $pupils enter --script /dev/null && sql_ok "PRAGMA integrity_check" && all_or_none 0
}
no_file() {
    rm -f "$dir"/out.csv*
}
whole_or_none() {
    not_crashed "$1" && { [ ! -e "$dir/out.csv" ] || cmp "$dir/hoc_sinh.csv" "$dir/out.csv"; } &&
        { [ "$1" != 0 ] || cmp "$dir/hoc_sinh.csv" "$dir/out.csv"; }
}
for how in kill EIO ENOSPC; do
    ok "an import stores all or nothing ($how)" at_each $how no_pupils all_or_none $pupils import hoc_sinh "$dir/hoc_sinh.csv"
    ok "a database that was not made is made the next time ($how)" at_each $how nothing made_next_time $pupils enter --script /dev/null
done

# ---- sample data ----

cp -R tests/fixtures/so_sach "$dir/so_sach" && mkdir "$dir/so_sach/demo"
printf 'ma,ten\nT1,Một\nT2,Hai\nT3,Ba\n' >"$dir/so_sach/demo/truong.csv"
sample="$phieu --lang en --app $dir/so_sach --db $dir/sample/sample.db"

no_sample() {
    rm -rf "$dir/sample" && mkdir "$dir/sample"
}
# What stands there is whole, or nothing does; the next making makes it, and leaves nothing beside it.
sample_whole() {
    not_crashed "$1" || return 1
    [ -e "$dir/sample/sample.db" ] || { [ "$1" != 0 ] && $sample demo >/dev/null || return 1; }
    $sample list truong >/dev/null || return 1
    rm -f "$dir/sample/sample.db-wal" "$dir/sample/sample.db-shm" && db=$dir/sample/sample.db &&
        sql_ok "SELECT CASE count(*) WHEN 3 THEN 'ok' ELSE count(*) END FROM truong" && sql_ok "SELECT CASE value WHEN '1' THEN 'ok' END FROM _meta WHERE name = 'sample'" &&
        sql_ok "PRAGMA integrity_check" || return 1
    [ "$(ls "$dir/sample")" = sample.db ] || { rm "$dir/sample/sample.db"; $sample demo >/dev/null && [ "$(ls "$dir/sample")" = sample.db ]; } || { ls "$dir/sample"; return 1; }
}
for how in kill torn EIO ENOSPC; do
    ok "sample data comes about whole or not at all, and leaves nothing behind ($how)" at_each $how no_sample sample_whole $sample demo
done
db=$dir/run.db

no_pupils && $pupils import hoc_sinh "$dir/hoc_sinh.csv" >/dev/null
for how in kill EIO ENOSPC; do
    ok "an exported file appears whole or not at all ($how)" at_each $how no_file whole_or_none \
        $pupils export hoc_sinh --exact -o "$dir/out.csv"
done
unset ASAN_OPTIONS

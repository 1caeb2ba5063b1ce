# phieu backup, phieu restore, and the copies that are made without asking.

dir=$work/$suite
db=$dir/run.db
cp -R tests/fixtures/so_sach "$dir/app"
printf 'ma,ten\nT1,Một\nT2,Hai\n' >"$dir/two.csv"
printf 'ma,ten\nT3,Ba\n' >"$dir/third.csv"
books() {
    "$phieu" --lang en --app "$dir/app" --db "$db" --as Mai "$@"
}
schools() {
    [ "$(sqlite3 "$1" "SELECT count(*) FROM truong")" = "$2" ]
}
books import truong "$dir/two.csv" >/dev/null

ok "a copy is made and checked" says 0 "complete and checked" books backup "$dir/copy.db"
ok "it is one file" [ ! -e "$dir/copy.db-wal" ]
ok "nobody else may read it" [ "$(stat -c %a "$dir/copy.db")" = 600 ]
mkdir "$dir/stick"
ok "a folder gets a file named by the day and time" says 0 "stick/run-20" books backup "$dir/stick"
ok "without a name it goes beside the database" says 0 "run.copies/run-20" books backup
ok "nothing half made is left" [ -z "$(find "$dir" -name '*.new*')" ]

books import truong "$dir/third.csv" >/dev/null
ok "a copy is shown before anything is done" says 0 "1 entries of its history are not in the copy" books restore "$dir/copy.db" --dry-run
ok "… with what it holds" grep -q "^ *2  " "$work/said"
ok "without a yes nothing is done" says 1 "say --yes" books restore "$dir/copy.db" </dev/null
ok "… really nothing" schools "$db" 3
printf x >"$db-shm"
ok "a copy is restored" says 0 "Restored. What stood there before is kept" books restore "$dir/copy.db" --yes --reason "đĩa hỏng"
ok "… and holds what it held" schools "$db" 2
kept=$(ls "$dir"/run-replaced-*.db)
ok "what it replaced is kept" schools "$kept" 3
ok "the history says so, and why" \
    [ "$(sqlite3 "$db" "SELECT op || ' ' || who || ' ' || reason FROM _history ORDER BY seq DESC LIMIT 1")" = "restore-copy Mai đĩa hỏng; $dir/copy.db" ]
ok "all of it proves" says 0 "Nothing was altered" books verify
books enter --script /dev/null
ok "the database writes ahead again" [ "$(sqlite3 "$db" "PRAGMA journal_mode")" = wal ]
ok "what was replaced is told to be from another history" says 0 "not from one history" books restore "$kept" --dry-run

# ---- what cannot be restored ----

ok "a file that is none is refused" says 69 "not an SQLite database" books restore "$dir/two.csv" --yes
sqlite3 "$dir/foreign.db" "CREATE TABLE t (a)"
ok "another program's is refused" says 69 "no database of phieu" books restore "$dir/foreign.db" --yes
cp "$dir/copy.db" "$dir/newer.db"
sqlite3 "$dir/newer.db" "PRAGMA user_version = 99"
ok "a newer phieu's is refused" says 69 "newer phieu" books restore "$dir/newer.db" --yes
head -c 40000 "$dir/copy.db" >"$dir/cut.db"
ok "one that was cut off is refused" says 69 "damaged" books restore "$dir/cut.db" --yes
ok "after all that the database is as it was" schools "$db" 2

damaged() {
    head -c 30000 "$db" >"$dir/half" && cp "$dir/half" "$db" && says 69 damaged books list truong &&
        says 0 "cannot be read" books restore "$dir/copy.db" --yes && schools "$db" 2 && says 0 "Nothing was altered" books verify
}
ok "a damaged database is replaced by its copy" damaged
missing() {
    rm "$db" && says 0 "no database here yet" books restore "$dir/copy.db" --yes && schools "$db" 2
}
ok "a lost one, too" missing
in_use() {
    mkfifo "$dir/asks" "$dir/answers"
    sqlite3 "$db" <"$dir/asks" >"$dir/answers" &
    exec 8>"$dir/asks" 9<"$dir/answers"
    echo "BEGIN; SELECT 1 FROM truong LIMIT 1;" >&8
    read -r _ <&9
    says 69 "somebody still works" books restore "$dir/copy.db" --yes
    refused=$?
    exec 8>&- 9<&-
    wait $!
    return $refused
}
ok "one that somebody has open is not replaced" in_use

# ---- without asking ----

at_end() {
    "$pty" -h "$dir" <<END
size 24x80
spawn $phieu --lang en --app $dir/app --db $db --as Mai
wait F1
key Ctrl-Q
exit 0
END
}
today() {
    ls "$dir/run.copies" | grep -c "^run-$(TZ=UTC-7 date +%F)\.db$"
}
daily() {
    at_end && [ "$(today)" = 1 ] && schools "$dir/run.copies/run-$(TZ=UTC-7 date +%F).db" 2
}
ok "leaving the screen leaves a copy of the day" daily
old_go() {
    for day in 2020-01-01 2020-01-02 2020-01-02-ABCDEFGHJKLM; do
        cp "$dir/copy.db" "$dir/run.copies/run-$day.db"
    done
    rm "$dir/run.copies/run-$(TZ=UTC-7 date +%F).db"
    at_end && [ "$(today)" = 1 ] && [ ! -e "$dir/run.copies/run-2020-01-01.db" ] && [ ! -e "$dir/run.copies/run-2020-01-02.db" ] &&
        [ -e "$dir/run.copies/run-2020-01-02-ABCDEFGHJKLM.db" ]
}
ok "old copies go, those of submissions stay" old_go
altered() {
    sqlite3 "$db" "UPDATE truong SET ten = 'x' WHERE ma = 'T1'"
    rm "$dir/run.copies/run-$(TZ=UTC-7 date +%F).db" && cp "$dir/copy.db" "$dir/run.copies/run-2020-01-01.db"
    at_end && [ -e "$dir/run.copies/run-2020-01-01.db" ]
}
ok "while the database does not prove, no older copy goes" altered

# ---- home asks for one elsewhere ----

asks() {
    printf 'screen home\n' >"$dir/home.keys"
    PHIEU_NOW=$1 books enter --script "$dir/home.keys" | grep -q "no copy on another device"
}
ok "after seven days home asks for a copy on another device" asks "$(date -u -d '+9 days' +%FT00:00:00.000Z)"
not_yet() {
    ! asks "$(date -u -d '+2 days' +%FT00:00:00.000Z)"
}
ok "not before" not_yet
# A server's timer holds no role; whoever can read the file can copy it.
noted() {
    [ "$(stat -c %d /dev/shm 2>/dev/null)" != "$(stat -c %d "$dir")" ] && [ -w /dev/shm ] || { echo "skipped: no other device"; return 0; }
    cp "$dir/copy.db" "$db" && elsewhere=$(mktemp -d -p /dev/shm) && books user add Mai >/dev/null && books user grant Mai lanh_dao >/dev/null &&
        "$phieu" --lang en --app "$dir/app" --db "$db" --as nobody backup "$elsewhere" >/dev/null
    said=$?
    rm -r "$elsewhere"
    [ $said = 0 ] && [ "$(sqlite3 "$db" "SELECT count(*) FROM _meta WHERE name = 'copied_away'")" = 1 ]
}
ok "a copy on another device is noted, whoever makes it" noted

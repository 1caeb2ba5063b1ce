# By lines: what a pipe says is what the screen would have stored; nothing but text comes out; what is killed goes on where it was.

dir=$work/$suite
db=$dir/run.db
sheet='phieu_tieu_chi THCS006|2024-2025|thcs|tt18-1.5'
export PHIEU_NOW=2026-11-23T01:05:00.000Z
program="$phieu --lang en --app forms/kdclgd --as Mai:thu_ky"

# lines DB ARGUMENT… <LINES: what is told stands in $dir/told.
lines() {
    data=$1
    shift
    $program --db "$data" "$@" --linear >"$dir/told" || { cat "$dir/told"; return 1; }
}
told() {
    grep -qF -- "$1" "$dir/told" || { echo "not told: $1"; cat "$dir/told"; return 1; }
}

# ---- the same record, both ways ----

on_screen() {
    cat >"$dir/script" <<'END'
key Tab, Tab, Tab, Tab
type dat
key Tab
type H1-1.5-03
key Tab
type dat
key Tab, Tab
type kd
key Tab, Tab
type Trường có 18 lớp.
key Enter
type Đủ bốn khối.
key Tab, Tab, Tab, Tab
type Sân hẹp
key Tab
type Mở rộng sân
key F10
END
    $program --db "$1" --script "$dir/script" enter $sheet
}
by_lines() {
    printf '%s\n' '' '' '' '' dat H1-1.5-03 dat '' kd '' 'Trường có 18 lớp.' 'Đủ bốn khối.' . '' '' '' '' 'Sân hẹp' . + 'Mở rộng sân' . '' '' |
        lines "$1" enter $sheet
}
# Every table of the record and what history says of it; keys of new rows are another each time.
stored() {
    all_stored "$1" | sed 's/[0-9a-f]\{8\}-[0-9a-f]\{4\}-7[0-9a-f-]*/ID/g'
}
all_stored() {
    $program --db "$1" show $sheet && $program --db "$1" log $sheet | tail -n 12 | cut -c 18- &&
        sqlite3 "$1" "SELECT * FROM phieu_tieu_chi__chi_bao ORDER BY _record, _row; SELECT * FROM phieu_tieu_chi__cai_tien"
}
both_ways() {
    demo "$dir/a.db" && demo "$dir/b.db" && on_screen "$dir/a.db" && by_lines "$dir/b.db" || return 1
    stored "$dir/a.db" >"$dir/a"
    stored "$dir/b.db" >"$dir/b"
    diff "$dir/a" "$dir/b" && grep -q 'Version: 3' "$dir/a" && grep -q 'Mở rộng sân' "$dir/a"
}
ok "a sheet filled by lines is the sheet filled on the screen" both_ways

warned() {
    handbook="$phieu --lang en --app tests/fixtures/so_tay --db $dir/handbook.db --as Lan"
    $handbook enter --script /dev/null &&
        printf '%s\n' + HS1 An '' '' 12 ':accept_warning' 'Gia đình xác nhận' . '' '' '' '' . | $handbook enter hoc_sinh --linear >"$dir/told"
    told '(:accept_warning if it is right)' &&
        [ 'so_em|Gia đình xác nhận' = "$(sqlite3 "$dir/handbook.db" 'SELECT path, reason FROM _accepted')" ]
}
ok "a warning says what accepts it" warned

# ---- the way through the program ----

by_numbers() {
    demo "$db" && printf '%s\n' ':context' 'nguyen du 2024' 1 ':menu' 3 1.5 1 '' '' ':quit' | lines "$db" || return 1
    told 'Criterion assessment sheet: 1 found' && told 'Criterion assessment sheet: THCS · 1.5' && told '— Steps'
}
ok "home, menu, list and record are reached by numbers and letters" by_numbers
a_board() {
    number=$(printf '%s\n' ':menu' '' | $program --db "$db" --lang en --linear | sed -n 's/^\([0-9]*\)\. Progress of self-assessment$/\1/p')
    printf '%s\n' ':menu' 2 '>' 1 '<' '<' '?help' ':menu' "$number" '' '<' '<' '<' . | lines "$db"
    told "$number. " && told 'Library; Level 1: Met' &&
    told '— School' && told 'Progress of self-assessment' && told 'Enter shows the summary'
}
ok "so are a board and a summary" a_board
refused() {
    printf '%s\n' '' | $program --db "$db" enter phieu_tieu_chi 'khong|co' --linear >"$dir/told" 2>"$dir/said"
    [ $? = 66 ] && grep -q '^phieu: ' "$dir/said"
}
ok "a record that is not there is told on the error output" refused
ok "a script drives the screen, not the lines" says 2 "give either --script or --linear" $program --db "$db" --linear --script /dev/null

first_start() {
    rm -f "$dir/new.db"
    printf '%s\n' 1 . | lines "$dir/new.db"
    told 'There is no database yet. It will be made here:' && [ "$(sqlite3 "$dir/new.db" 'SELECT count(*) FROM truong')" = 0 ]
}
ok "the first start asks by lines, too" first_start

plain() {
    printf '%s\n' ':menu' 3 1 '?help' . '' | lines "$db"
    ! LC_ALL=C grep -n '[^ -~]' "$dir/told" | LC_ALL=C grep "$(printf '[\001-\037\177]')"
}
ok "nothing but text is written" plain
recorded() {
    number=$(printf '%s\n' ':menu' '' | $program --db "$db" --lang vi --as Mai:can_bo --linear | sed -n 's/^\([0-9]*\)\. Tổng hợp theo cấp học$/\1/p')
    printf '%s\n' ':menu' "$number" ':record_summary' '12/BC' '' 'Bộ' '<' '<' | $program --db "$db" --lang vi --as Mai:can_bo --linear >"$dir/told"
    grep -q 'Đã ghi là đã gửi với số 1' "$dir/told" && $program --db "$db" --lang vi --as Mai:can_bo sent | grep -q '12/BC .*Bộ'
}
ok "a summary is recorded as sent, with its letter asked line by line" recorded
folded() {
    printf '%s\n' ':menu' 3 1 . '' | env LC_ALL=C $program --db "$db" --lang vi --linear >"$dir/told"
    ! LC_ALL=C grep '[^ -~]' "$dir/told" && grep -q 'Phieu danh gia tieu chi' "$dir/told"
}
ok "without UTF-8 accents are folded" folded
vietnamese() {
    printf '%s\n' '?giup' ':menu' 3 1 '?giúp' . '' | $program --db "$db" --lang vi --linear >"$dir/told"
    grep -q 'Mỗi dòng một câu hỏi' "$dir/told" && ! grep -i 'enter keeps\|goes back\|leaves' "$dir/told"
}
ok "all of it is said in Vietnamese, too" vietnamese

# ---- cut off ----

# A terminal that can do nothing; what was answered before the plug was pulled is there.
fresh() {
    rm -f "$db" "$db-wal" "$db-shm"
    demo "$db"
}
killed() {
    fresh
    "$pty" -s 24x200 -h "$HOME" <<END || return 1
term dumb
spawn $program --db $db --linear enter $sheet
wait Result * [Met]:
send \n\n\n\n
wait Row 3 of 5
send dat\n
wait Evidence:
send >\n
wait Level 1
send một\n
send hai\n
until sqlite3 $db "SELECT raw FROM _draft_value WHERE path = 'mo_ta_1'" | grep -q hai
send ba
kill KILL
exit KILL
spawn $program --db $db --linear enter $sheet
wait The session before ended suddenly
wait hai
wait other text replaces it
send +\nbốn\n.\n\n.\n\n
wait as version 3
send \n
exit 0
END
    sqlite3 "$db" "SELECT mo_ta_1 FROM phieu_tieu_chi WHERE _version = 3 AND tieu_chi = 'tt18-1.5' AND mo_ta_1 LIKE 'một%'" | tr '\n' '|' | grep -x 'một|hai|bốn|'
}
ok "killed, it goes on at the question with all but the line that was being typed" killed

ended() {
    fresh
    printf '%s\n' '' '' '' '' dat | $program --db "$db" --linear enter $sheet >"$dir/told"
    [ $? = 1 ] && told 'The input ended; what you typed is kept as a draft.' && sqlite3 "$db" 'SELECT * FROM _draft_value' && [ "$(sqlite3 "$db" 'SELECT count(*) FROM _draft_value')" = 1 ]
}
ok "when the input ends before saving, the draft is kept and the exit code says so" ended
unset PHIEU_NOW

# People and their roles, by commands and by what each of them sees of a server: one unit, and nothing of another.

dir=$work/$suite
db=$dir/run.db
sock=$dir/phieu.sock
me=$(id -un)
fixed=2026-11-23T01:05:00.000Z
people="$phieu --lang en --app forms/kdclgd --db $db"
session="$phieu --lang en --app forms/kdclgd --socket $sock"

fresh() {
    rm -f "$db" "$db-wal" "$db-shm"
    demo "$db"
}
real() { # the same, no sample any more
    fresh && sqlite3 "$db" "UPDATE _meta SET value = '0' WHERE name = 'sample'"
}
as_admin() {
    $people --as quantri "$@"
}

# ---- phieu user ----

fresh >/dev/null
ok "the sample has people of all roles" sh -c "[ \$($people user list | tail -n +2 | awk '{ print \$1 }' | sort -u | wc -l) = 18 ]"
every_role() {
    grep -o '^\[role [a-z_]*' forms/kdclgd/app.ini | cut -d' ' -f2 | sort >"$dir/roles"
    sqlite3 "$db" "SELECT DISTINCT role FROM _grant ORDER BY 1" | sort | diff "$dir/roles" -
}
ok "… each role of the application is held" every_role
ok "… and its history holds" says 0 "Last entry" $people verify
ok "whoever is not among them does everything" says 0 "THCS002" $people --as 'Ai đó' list truong
ok "one of them sees their school" says 0 "THCS001" $people --as thuky list truong
one_school() {
    [ "$($people --as thuky list truong | tail -n +2 | awk '{ print $1 }')" = THCS001 ]
}
ok "… and no other" one_school
ok "a role that they do not hold is refused" says 77 "does not hold the role" $people --as thuky:can_bo list
ok "only who gives roles gives them" says 77 "may not do this" $people --as canbo user grant canbo quan_tri
ok "somebody is registered" says 0 "is registered" as_admin user add moi "Lê Văn Mới"
ok "… before a role is given" says 66 "register them first" as_admin user grant ai thu_ky
ok "a role is given for a unit" says 0 "now holds" as_admin user grant moi thu_ky --unit TH001 --to 2999-12-31
ok "… which is there" says 66 "" as_admin user grant moi thu_ky --unit TH999
ok "… and is listed with its days" says 0 "2999-12-31" as_admin user list
ok "a role that has ended is not held" sh -c "$people --as quantri user grant moi nhom --unit TH001 --to 2020-01-01 && $people --as quantri user list | grep 'moi.*nhom.*not now'"
ok "a role is taken again" says 0 "no longer holds" as_admin user revoke moi nhom --unit TH001
ok "… and is gone" says 66 "does not hold" as_admin user revoke moi nhom --unit TH001
ok "an account is closed, and nothing else is applied" says 2 "the command is" as_admin user revoke moi thu_ky --apply
ok "all roles of a person are taken" says 0 "holds no role any more" as_admin user close moi
ok "the last who gives roles keeps theirs" says 77 "give it first" as_admin user revoke quantri quan_tri
ok "the history vouches for all of it" says 0 "Last entry" as_admin verify
ok "who gave and took is in it" sh -c "[ \"\$(sqlite3 '$db' \"SELECT count(DISTINCT op) FROM _history WHERE form = '_grant' AND record = 'moi' AND who = 'quantri'\")\" = 4 ]"
for sql in "UPDATE _grant SET unit = NULL WHERE person = 'thuky'" "INSERT INTO _grant (person, role) VALUES ('thuky', 'can_bo')" \
    "DELETE FROM _grant WHERE person = 'canbo'" "UPDATE _grant SET valid_to = NULL WHERE person = 'moi'; UPDATE _person SET name = 'x' WHERE person = 'moi'"; do
    edited() {
        cp "$db" "$dir/edited.db" && sqlite3 "$dir/edited.db" "$1" &&
            says 1 "altered from outside" "$phieu" --lang en --app forms/kdclgd --db "$dir/edited.db" verify
    }
    ok "a right that was altered by SQL is found: $sql" edited "$sql"
done

# Whoever sees some units or some forms reads over views of them; what tells of everybody is refused there.
narrowed() {
    for summary in $(ls forms/kdclgd/summaries | sed 's/\.sql$//'); do
        for person in "$@"; do
            $people --as "$person" summary "$summary" >"$dir/told" 2>&1
            ! grep "cannot\|tells of all units\|may not be used" "$dir/told" || { echo "$summary, $person"; return 1; }
        done
    done
}
ok "every summary can be run by who sees one unit" narrowed thuky hieutruongth
ok "… and by who sees the catalogue" narrowed quantri

# A form that a role does not read: said with the names of both, and neither listed nor offered.
unread="the role “System administrator” does not read “School”"
ok "a role that reads the catalogue alone lists no schools" says 77 "$unread" $people --as quantri list truong
ok "… nor is shown one" says 77 "$unread" $people --as quantri show truong THCS001
ok "… also in Vietnamese" says 77 "vai “Quản trị hệ thống” không đọc “Trường”" $phieu --lang vi --app forms/kdclgd --db "$db" --as quantri list truong
ok "what it reads is listed" says 0 "don_vi" $people --as quantri list
ok "… and nothing else" sh -c "[ \"\$($people --as quantri list | grep -c '^form')\" = 1 ]"
offered() {
    $people --as quantri --script - >"$dir/told" 2>&1 <<'END' || return 1
size 50x80
rest
screen home
key F2
rest
screen menu
key End
screen end
END
    grep -q 'Managing unit' "$dir/told" && ! grep 'Set up the period\|Criterion assessment sheet' "$dir/told"
}
ok "home and the menu offer it no form that it does not read" offered

# ---- handed over ----

hands() { # what it says, how many rows name thuky's record N031 and giaovien's N002 afterwards
    [ "$(sqlite3 "$db" "SELECT group_concat(n, ' ') FROM (SELECT count(p._id) AS n FROM nguoi AS g LEFT JOIN phieu_tieu_chi AS p ON p.nguoi_viet = g._id
        WHERE g.ma_nguoi IN ('N002', 'N031') GROUP BY g._id ORDER BY g.ma_nguoi)")" = "$1" ]
}
fresh >/dev/null
ok "what is to be handed over is shown" says 0 "  6            56" as_admin user handover thuky giaovien --dry-run
ok "… and stays where it was" hands "0 62"
ok "… also without a yes" says 1 "say --yes" as_admin user handover thuky giaovien </dev/null
ok "nobody hands over to themselves" says 2 "oneself" as_admin user handover thuky thuky --yes
ok "somebody of another school does not take over" says 77 "is not among the choices" as_admin user handover thuky hieutruongth --yes
ok "… nor somebody without a record" says 66 "enter their account first" as_admin user handover thuky soanmau --yes
ok "… and nothing was changed" hands "0 62"
ok "what was handed in keeps its name, the rest goes over" says 0 "Done" as_admin user handover thuky giaovien --yes --reason "Chuyển trường"
ok "… each of them" hands "6 56"
ok "… as a save with who and why" says 0 "Chuyển trường" as_admin --as canbo log phieu_tieu_chi 'THCS001|2026-2027|thcs|tt57_pt-1.4'
ok "… which the history vouches for" says 0 "Last entry" as_admin verify
ok "in one transaction" sh -c "[ \"\$(sqlite3 '$db' \"SELECT count(*) > 1 AND count(DISTINCT txn) = 1 FROM _history WHERE op = 'handover'\")\" = 1 ]"
ok "who has nothing hands nothing over" says 0 "Nothing is theirs" as_admin user handover nhanvien giaovien --yes

# ---- a server: one school's secretary, nothing of another's ----

serve() {
    rm -f "$dir/ready"
    mkfifo "$dir/ready"
    "$phieu" --lang en --app forms/kdclgd --db "$db" --socket "$sock" serve >"$dir/ready" 2>"$dir/log" &
    daemon=$!
    read -r line <"$dir/ready"
}
stop() {
    kill $daemon && wait $daemon
}
# The account that runs the tests is the secretary of THCS001 and the officer of nothing.
real && as_admin user add "$me" "Người thử" >/dev/null && as_admin user grant "$me" thu_ky --unit THCS001 >/dev/null
serve
schools=$(sqlite3 "$db" "SELECT ma_truong || '|' || ten FROM truong WHERE ma_truong <> 'THCS001' AND ten <> (SELECT ten FROM truong WHERE ma_truong = 'THCS001')")
# own COMMAND…: something of THCS001 is told, and of no other school its code or its name.
own() {
    "$@" >"$dir/told" 2>"$dir/errors" || { cat "$dir/errors"; return 1; }
    grep -q "THCS001\|Lê Lợi" "$dir/told" || { echo "nothing of one's own:"; head -5 "$dir/told"; return 1; }
    echo "$schools" | while IFS='|' read -r code name; do
        ! grep -E "(^|[^A-Z0-9])$code([^0-9]|\$)|$name" "$dir/told" || exit 1
    done
}
for form in truong nguoi dot_tdg phieu_tieu_chi ket_luan_tieu_chuan ket_luan_truong; do
    ok "$form: the list is of one's own school" own $session list $form
    ok "$form: so is the export" own $session export $form
    ok "$form: so is the export with labels" own $session export --labels $form
done
for roster in $(sqlite3 "$db" "SELECT replace(name, '__', '.') FROM sqlite_schema WHERE type = 'table' AND name LIKE '%\_\_%' ESCAPE '\' AND name NOT LIKE 'don%'
    AND name <> 'nguoi__qua_trinh'"); do
    # what is the team's no secretary reads
    grep -q '^owner *= team' "forms/kdclgd/forms/${roster%%.*}.ini" || [ "$(sqlite3 "$db" "SELECT count(*) FROM \"$(echo "$roster" | sed 's/\./__/')\"")" = 0 ] ||
        ok "the rows of $roster that are exported are of one's own school, or there are none" sh -c "
            '$phieu' --app forms/kdclgd --socket '$sock' export $roster >'$dir/rows' && ! grep -E '^\"?(THCS00[2-9]|THPT|MN|GDTX|PT|TH0)' '$dir/rows'"
done
ok "a summary is of one's own school" own $session summary tien_do
ok "what validation tells is of one's own school" sh -c "'$phieu' --lang en --app forms/kdclgd --socket '$sock' validate >'$dir/rows'; ! grep -E 'THCS00[2-9]|THPT0|MN00|GDTX0|PT00|TH00' '$dir/rows'"
ok "a search finds nothing of another" sh -c "! $session list truong --search 'kim dong' | grep TH001"
ok "a record of another is not shown" says 66 "" $session show truong TH001
ok "… its history not told" says 77 "none of those that your role reaches" $session log truong TH001
ok "… nor what was handed in" says 77 "none of those that your role reaches" $session snapshots dot_tdg 'TH001|2024-2025'
other_screens() {
    $session enter --script - phieu_tieu_chi >"$dir/told" 2>&1 <<'END' || return 1
size 40x120
rest
screen list
type th
rest
screen found
key Esc, F6
rest
key F4
rest
screen choices
type kim dong
rest
screen narrowed
END
    grep -q 'Lê Lợi' "$dir/told" && ! grep -E 'TH00[1-9]|Kim Đồng' "$dir/told"
}
ok "lists, searches and choices on the screen tell nothing of another" other_screens
boards() {
    $session --script - >"$dir/told" 2>&1 <<'END' || return 1
size 40x120
key F5
rest
type kim dong
rest
screen nothing found
key Ctrl-U
rest
screen schools
key Enter
rest
screen home
key F2, Down, Enter
rest
screen board
END
    grep -q 'Progress' "$dir/told" && grep -q '1.4' "$dir/told" && ! grep -E 'TH00[1-9]|Kim Đồng' "$dir/told"
}
ok "so do home, a board and what one works on" boards
ok "a record of another is not imported into" says 1 "other units" sh -c "printf 'ma_nguoi,ho_ten,truong\r\nGV-77,X,TH001\r\n' | $session import nguoi -"
ok "a school is not made" says 77 "writes no" sh -c "printf 'ma_truong,ten\r\nTH777,X\r\n' | $session import truong -"
# A submission leaves a copy, which is made beside the daemon.
submitted() {
    as_admin user grant "$me" chu_tich --unit TH004 >/dev/null && $session --as :chu_tich move dot_tdg 'TH004|2026-2027' da_nop --yes || return 1
    copy=$dir/run.copies/run-$(TZ=UTC-7 date +%F)-$(sqlite3 "$db" "SELECT code FROM _snapshot ORDER BY at DESC LIMIT 1").db
    until [ -e "$copy" ] || ! kill -0 $daemon || [ -s "$dir/log" ]; do :; done
    says 0 "Last entry" "$phieu" --lang en --app forms/kdclgd --db "$copy" --as quantri verify && as_admin user revoke "$me" chu_tich --unit TH004
}
ok "a submission leaves a checked copy beside the database" submitted
# One who holds several roles changes the acting one on home; what was begun in the other goes on in it.
changes_role() {
    as_admin user grant "$me" nhom --unit THCS001 >/dev/null || return 1
    $session --as :thu_ky --script - enter phieu_tieu_chi 'THCS001|2026-2027|thcs|tt57_pt-1.4' >"$dir/told" 2>&1 <<'END' || return 1
size 24x100
key F5
type written on
key Enter
type 25112026
rest
key Esc Esc
rest
screen before
key F6
rest
screen roles
type working
key Enter
rest
screen after
key Enter
rest
key F10
rest
screen saved
END
    sed -n '/── before/,/── roles/p' "$dir/told" | grep -q "Council secretary" && sed -n '/── after/,/── saved/p' "$dir/told" | grep -q "Working-group member" || return 1
    role=$(sqlite3 "$db" "SELECT role FROM _history WHERE form = 'phieu_tieu_chi' AND who = '$me' ORDER BY seq DESC LIMIT 1")
    [ "$role" = nhom ] && as_admin user revoke "$me" nhom --unit THCS001
}
ok "the acting role is changed on home; title and history follow, and the draft goes on in it" changes_role
one_role() {
    printf 'size 24x100\nrest\nscreen home\n' | $session --script - >"$dir/told" && grep -q 'F2 Menu' "$dir/told" && ! grep 'F6 ' "$dir/told"
}
ok "who holds one role is offered no other" one_role
ok "the daemon goes on and ends in order" stop

# ---- somebody leaves, while they are at the screen ----

# Its clock and the daemon's run a hundred times as fast.
fast="env ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0 LD_PRELOAD=$PWD/$build/tests/fast.so"
serve_fast() {
    rm -f "$dir/ready"
    mkfifo "$dir/ready"
    $fast "$phieu" --lang en --app forms/kdclgd --db "$db" --socket "$sock" serve >"$dir/ready" 2>"$dir/log" &
    daemon=$!
    read -r line <"$dir/ready"
}
closed() {
    "$pty" -h "$HOME" <<END || return 1
spawn $fast $phieu --session --lang en --app forms/kdclgd --socket $sock enter nguoi N031
wait Full name
key F5
send full
key Enter
send Chưa xong
until sqlite3 $db "SELECT raw FROM _draft_value" | grep -q 'Chưa xong'
until $people --as quantri user close $me
wait “$me” holds no role here any more
exit 77
END
    sqlite3 "$db" "SELECT raw FROM _draft_value" | grep -q 'Chưa xong'
}
serve_fast
ok "the session of somebody whose roles are taken ends and says why; what they typed is a draft" closed
ok "they are not let in again" says 77 "“$me” holds no role here any more, or not yet" $session list
ok "… also in Vietnamese" says 77 "“$me” không còn giữ vai nào" "$phieu" --lang vi --app forms/kdclgd --socket "$sock" list
ok "… until a role is given" sh -c "$people --as quantri user grant $me thu_ky --unit THCS001 && $session list"
stop

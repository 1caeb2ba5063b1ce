# The real program in a pseudo-terminal: typed at, resized, cut off, killed; then the database is read by the sqlite3 shell.
# What the words of these scripts mean stands at the top of tests/program/pty.c.

dir=$work/$suite
db=$dir/run.db
screen="$phieu --lang en --app forms/kdclgd --db $db --as Mai:thu_ky"
key='THCS006|2024-2025|thcs|tt18-1.5'
sheet="$screen enter phieu_tieu_chi $key"
sheet_id="(SELECT p._id FROM phieu_tieu_chi AS p JOIN dot_tdg AS d ON d._id = p.dot JOIN truong AS t ON t._id = d.truong
    WHERE t.ma_truong = 'THCS006' AND d.ma_dot = '2024-2025' AND p.tieu_chi = 'tt18-1.5')"

# Each test begins with the sample data as it was made.
at_terminal() {
    "$pty" -h "$HOME"
}
fresh() {
    rm -f "$db" "$db-wal" "$db-shm"
    demo "$db"
}

# stored EXPECTED SELECT
stored() {
    now=$(sqlite3 "$db" "$2")
    [ "$now" = "$1" ] || { echo "stored is not '$1' but '$now'"; return 1; }
}

# ---- terminals ----

# The school's home: its steps and what waits; the cursor stands on the first row.  TERM [WORDS]
home_on() {
    fresh && at_terminal <<END
term $1
spawn $screen
wait SAMPLE DATA
wait Set up the period
wait ${2:-F1 Help}
cursor 3 3
key Ctrl-Q
exit 0
END
}

for t in xterm-256color xterm linux vt100 vt220 screen tmux-256color; do
    ok "home appears on $t" home_on "$t"
done
ok "a terminal that can do nothing is treated as the plainest, and told so" home_on dumb "'dumb' is not known here"
ok "so is one that nobody knows" home_on nobody-knows-this "'nobody-knows-this' is not known here"

# The terminal's settings are the same before and after, whatever ended the program.  ENDING EXIT
restored_after() {
    fresh && at_terminal <<END || return 1
spawn sh -c "stty -g >$dir/before; $screen; echo ended with \$?; stty -g >$dir/after"
wait Set up the period
$1
wait ended with $2
exit 0
END
    cmp "$dir/before" "$dir/after"
}
ok "leaving restores the terminal" restored_after "key Ctrl-Q" 0
ok "a termination signal restores the terminal" restored_after 'until kill -TERM $(cat /proc/$PID/task/$PID/children)' 0

# rule: Ctrl-Z and fg
suspended() {
    fresh && at_terminal <<END
spawn $screen
wait Set up the period
kill TSTP
until grep -q '^State:.T' /proc/\$PID/status
gone Set up the period
kill CONT
wait Set up the period
key Ctrl-Q
exit 0
END
}
ok "suspended it gives the terminal back, continued it paints" suspended

# ---- the first start ----

first_own() {
    rm -f "$dir/new.db"
    at_terminal <<END || return 1
spawn $phieu --lang en --app forms/kdclgd --db $dir/new.db
wait There is no database yet
key Enter
wait Set up the period
key Ctrl-Q
exit 0
END
    [ "$(sqlite3 "$dir/new.db" 'SELECT count(*) FROM truong')" = 0 ]
}
first_sample() {
    : >"$dir/first-mau.db.tmp999999999" # an earlier start was cut off
    at_terminal <<END || return 1
spawn $phieu --lang en --app forms/kdclgd --db $dir/first.db
wait There is no database yet
wait 1 Work with our own records
send 2
wait SAMPLE DATA
wait Set up the period
key Ctrl-Q
exit 0
END
    [ ! -e "$dir/first.db" ] && [ ! -e "$dir/first-mau.db.tmp999999999" ] && [ "$(sqlite3 "$dir/first-mau.db" 'SELECT count(*) FROM phieu_tieu_chi')" = 507 ]
}
# Two people at one PC: nobody is asked while there is one; then the list comes first, and the history says who it was.
people() {
    rm -f "$dir/two.db"*
    at_terminal <<END || return 1
spawn $phieu --lang en --app forms/kdclgd --db $dir/two.db
wait There is no database yet
key Enter
wait Set up the period
key F6
wait Somebody else
key End
key Enter
wait Your name
send Mai
key Enter
wait Council secretary
key Enter
wait Mai is working here now.
key Ctrl-Q
exit 0
spawn $phieu --lang en --app forms/kdclgd --db $dir/two.db
wait Mai, Council secretary
key F6
wait Somebody else
key End
key Enter
wait Your name
send Lan
key Enter
wait Council secretary
key Enter
wait Lan is working here now.
key Ctrl-Q
exit 0
spawn $phieu --lang en --app forms/kdclgd --db $dir/two.db enter nguoi
wait 1 Lan, Council secretary
wait 2 Mai, Council secretary
key Down
key Enter
wait There is no record yet
key F6
wait Full name
send GV-1
key F10
wait Saved
key Ctrl-Q
exit 0
END
    [ "$(sqlite3 "$dir/two.db" "SELECT who || ' ' || role || ' ' || declared FROM _history WHERE op <> 'tables'")" = "Mai thu_ky 1" ]
}
first_leave() {
    at_terminal <<END || return 1
spawn $phieu --lang en --app forms/kdclgd --db $dir/left.db
wait There is no database yet
send 3
exit 0
END
    [ ! -e "$dir/left.db" ]
}
ok "the first start makes an empty database when asked" first_own
ok "the first start makes sample data, in a file of its own" first_sample
ok "several people at one PC are asked who it is, one alone is not" people
ok "the first start can be left, and leaves nothing" first_leave

# ---- entry ----

# Three indicators by their codes, then text as an input method sends it, with Backspace between, and a paste.
fill_sheet() {
    fresh && at_terminal <<END || return 1
spawn $sheet
wait 1.5 Grades
key F5
wait ─ Go to
send indicators
wait search: indicators
key Enter
gone search:
key Tab Tab Tab Tab
send dat
key Tab
send H1-1.5-03, H1-1.5-04
key Tab
send kd
key Tab Tab
send CHƯA
key F5
wait ─ Go to
send weakness
wait search: weakness
key Enter
gone search:
send Lop\x7f\x7fớp 6A co\x7fòn \e[200~ồn ào\e[201~; se\xcc\x83 họp: Ễnh ương.
wait Lớp 6A còn ồn ào; sẽ họp: Ễnh ương.
key F10
wait as version 3
key Ctrl-Q
exit 0
END
    stored 'Lớp 6A còn ồn ào; sẽ họp: Ễnh ương.|3|Mai' "SELECT diem_yeu, _version, _changed_by FROM phieu_tieu_chi WHERE _id = $sheet_id" &&
        stored 'dat dat dat khong chua' "SELECT group_concat(ket_qua, ' ') FROM (SELECT ket_qua FROM phieu_tieu_chi__chi_bao
            WHERE _record = $sheet_id ORDER BY _row)" &&
        stored 'H1-1.5-03, H1-1.5-04' "SELECT minh_chung FROM phieu_tieu_chi__chi_bao WHERE _record = $sheet_id AND _row = 2" &&
        stored 'update|Mai|3' "SELECT op, who, version FROM _history WHERE record = $sheet_id ORDER BY seq DESC LIMIT 1" &&
        stored 'chi_bao/tt18-1.5-1c/ket_qua khong dat' "SELECT json_extract(c.value, '\$.path') || ' ' || json_extract(c.value, '\$.old')
            || ' ' || json_extract(c.value, '\$.new') FROM _history AS h, json_each(h.changes) AS c
            WHERE h.record = $sheet_id AND h.version = 3 AND json_extract(c.value, '\$.path') LIKE '%1c/ket_qua'" &&
        stored 0 'SELECT count(*) FROM _draft' &&
        stored ok 'PRAGMA integrity_check'
}
ok "a sheet is filled at the keyboard; the record, its rows and its history hold it" fill_sheet

# A school hands in, gets it back and writes on; the evaluator still reads what was handed in.
period='TH004|2026-2027'
moved() {
    "$phieu" --lang en --app forms/kdclgd --db "$db" --as "$1" move "$2" "$3" "$4" --reason "sửa" --yes </dev/null
}
handed_in() {
    fresh && seal=$(moved Ba:chu_tich dot_tdg "$period" da_nop | sed -n 's/.*under the code \(.*\)\./\1/p') && [ ${#seal} = 12 ] &&
        moved Sơn:can_bo dot_tdg "$period" tra_lai && moved Mai:thu_ky phieu_tieu_chi "$period|th|tt57_pt-1.1" sua_lai &&
        at_terminal <<END || return 1
spawn $screen enter phieu_tieu_chi $period|th|tt57_pt-1.1
wait 1.1 Vision
key F5
wait ─ Go to
send written on
wait search: written on
key Enter
gone search:
send 20112026
key F10
wait as version 4
key Ctrl-Q
exit 0
spawn $screen enter dot_tdg $period
key Alt-v
wait $seal
key Enter
wait Handed in under the seal $seal
key Down Down Down Down Down Down Down Enter
wait 1.1 Vision
key Ctrl-End
wait 15/11/2026
gone 20/11/2026
wait F5 Go to
gone F6 New
gone F10 Save
key F10
wait it may only be read
key Ctrl-Q
exit 0
END
    stored 2026-11-20 "SELECT ngay_viet FROM phieu_tieu_chi WHERE tieu_chi = 'tt57_pt-1.1' AND dot = (SELECT record FROM _snapshot WHERE code = '$seal')"
}
ok "what was handed in is read while the school writes on" handed_in

# Stands on the field “Weaknesses” of the sheet.
to_weaknesses="spawn $sheet
wait 1.5 Grades
key F5
wait ─ Go to
send weakness
wait search: weakness
key Enter
gone search:"
draft_has() {
    printf '%s' "until sqlite3 $db \"SELECT raw FROM _draft_value WHERE path = 'diem_yeu'\" | grep -q \"$1\""
}

killed() {
    fresh && at_terminal <<END || return 1
$to_weaknesses
send Nguyên nhân: phòng học
wait phòng học
$(draft_has 'Nguyên nhân: phòng học')
send  chật
kill KILL
exit KILL
spawn $screen
wait Unfinished: go on
key Enter
wait ended suddenly
wait Nguyên nhân: phòng học
send ; đông
wait đông
key F10
wait as version 3
key Ctrl-Q
exit 0
END
    sqlite3 "$db" "SELECT diem_yeu FROM phieu_tieu_chi WHERE _id = $sheet_id" | grep -x 'Nguyên nhân: phòng học\( chật\)\?; đông'
}
ok "killed while typing, it comes back to the field and to the text of two seconds before" killed

# Two terminals of one person on one record: the second takes the draft up, and the first keeps its text without writing over it.
two_terminals() {
    fresh && cat >"$dir/second.keys" <<END || return 1
spawn $sheet
wait You go on with the draft
key End
send ; lớp đông
$(draft_has 'Phòng chật; lớp đông')
key Ctrl-Q
exit 0
END
    at_terminal <<END || return 1
$to_weaknesses
send Phòng chật
$(draft_has 'Phòng chật')
until $pty -h $HOME <$dir/second.keys
send ; thiếu ghế
wait draft not kept!
wait in another session
wait Phòng chật; thiếu ghế
key F10
wait as version 3
key Ctrl-Q
exit 0
END
    stored 'Phòng chật; thiếu ghế' "SELECT diem_yeu FROM phieu_tieu_chi WHERE _id = $sheet_id" &&
        stored 'Phòng chật; lớp đông' "SELECT raw FROM _draft_value WHERE path = 'diem_yeu'"
}
ok "of two terminals of one person that have a record open, the last that took it up writes the draft, and nothing typed is lost" two_terminals

resized() {
    fresh && at_terminal <<END || return 1
$to_weaknesses
send Một hai
resize 40x132
send  ba bốn
resize 10x40
send  năm sáu
resize 9x39
wait This screen is too small
resize 24x80
send  bảy
wait Một hai ba bốn năm sáu bảy
key F10
wait as version 3
key Ctrl-Q
exit 0
END
    stored 'Một hai ba bốn năm sáu bảy' "SELECT diem_yeu FROM phieu_tieu_chi WHERE _id = $sheet_id"
}
ok "resized while typing, it loses no letter; too small, it says so" resized

# A line that drops: gone within a second or two, and what was typed is there.
# rule: hang-up
hung_up() {
    fresh && at_terminal <<END || return 1
$to_weaknesses
send Đường truyền rớt
wait rớt
limit 5
close
exit any
END
    stored 'Đường truyền rớt' "SELECT raw FROM _draft_value WHERE path = 'diem_yeu'"
}
ok "hung up, the program ends and the draft is there" hung_up

terminated() {
    fresh && at_terminal <<END || return 1
$to_weaknesses
send Tắt máy
wait Tắt máy
kill TERM
exit any
END
    stored 'Tắt máy' "SELECT raw FROM _draft_value WHERE path = 'diem_yeu'"
}
ok "terminated, the draft is there" terminated

# Somebody puts another file in the database's place: nothing more is called stored, and that file is not touched.
replaced() {
    fresh && cp "$db" "$db.other" && at_terminal <<END || return 1
$to_weaknesses
send Một
until mv $db.other $db
send  hai
wait Một hai
key F10
wait replaced or deleted while it was open
key Ctrl-Q
wait neither saved nor kept as a draft
key Ctrl-Q
exit 0
END
    stored '' "SELECT diem_yeu FROM phieu_tieu_chi WHERE _id = $sheet_id" && stored ok "PRAGMA integrity_check"
}
ok "a database that was replaced is told, and nothing is called stored" replaced

# No room on the disk (here: no file may grow): typing goes on, the header says so, and with room again nothing is lost.
disk_full() {
    command -v prlimit >/dev/null || { echo "prlimit is missing"; return 1; }
    fresh && at_terminal <<END
spawn sh -c "trap '' XFSZ; exec $screen enter phieu_tieu_chi '$key'"
wait 1.5 Grades
key F5
wait ─ Go to
send weakness
wait search: weakness
key Enter
gone search:
until prlimit --pid \$PID --fsize=1:unlimited
send Đầy đĩa
wait draft not kept!
send  vẫn gõ
wait Đầy đĩa vẫn gõ
until prlimit --pid \$PID --fsize=unlimited
send !
$(draft_has 'Đầy đĩa vẫn gõ!')
gone draft not kept!
key Ctrl-Q
exit 0
END
}
ok "with a full disk typing goes on, and nothing is lost when there is room" disk_full

left_by_keys() {
    fresh && at_terminal <<END || return 1
$to_weaknesses
send Để đó
wait Để đó
key Esc
wait Esc …
key Esc
wait Unfinished: go on
key Ctrl-Q
exit 0
END
    stored 'Để đó' "SELECT raw FROM _draft_value WHERE path = 'diem_yeu'" &&
        stored 2 "SELECT _version FROM phieu_tieu_chi WHERE _id = $sheet_id"
}
ok "Esc Esc leaves, and the draft stays" left_by_keys

# Somebody else saves another field meanwhile: both stay.
merged() {
    fresh && cat >"$dir/other.keys" <<END || return 1
key F5
type strengths
key Enter
type Nền nếp tốt
key F10
END
    at_terminal <<END || return 1
$to_weaknesses
send Lớp đông
wait Lớp đông
until $phieu --lang en --app forms/kdclgd --db $db --as Hoa:thu_ky --script $dir/other.keys enter phieu_tieu_chi '$key'
key F10
wait as version 4
key Ctrl-Q
exit 0
END
    stored 'Nền nếp tốt|Lớp đông' "SELECT diem_manh, diem_yeu FROM phieu_tieu_chi WHERE _id = $sheet_id"
}
ok "two people who change different fields both keep their work" merged
unset LSAN_OPTIONS

# ---- Vietnamese typed on a plain keyboard ----

# rule: IME on Linux terminals
typed_by_telex() {
    fresh && at_terminal <<END || return 1
spawn $screen enter nguoi
wait F6 New
key F6
wait Full name
key Ctrl-\\
wait [Telex]
wait typed by Telex
key Tab
send Nguyeenx Thij Hoaf
wait Nguyễn Thị Hòa
key Ctrl-Q
exit 0
END
    at_terminal <<END
spawn $screen enter nguoi
wait [Telex]
key F6
wait Full name
send abc-aas
wait abc-aas
key Alt-y
wait [VNI]
key Alt-y
wait taken as they are typed
gone [VNI]
key Ctrl-Q
exit 0
END
}
ok "Telex is switched on by a key, remembered for the person, and leaves codes alone" typed_by_telex

typed_new_style() {
    mkdir -p "$dir/config/phieu" && printf '[phieu]\ntyping = vni\ntones = new\n' >"$dir/config/phieu/phieu.ini" && fresh || return 1
    at_terminal <<END || return 1
spawn env XDG_CONFIG_HOME=$dir/config $screen enter nguoi
wait [VNI oà]
key F6
wait Full name
key Tab
send Hoa2
wait Hoà
key Alt-'
wait Tones stand as in hòa
wait [VNI]
send  Thuy3
wait Hoà Thủy
key Ctrl-Q
exit 0
END
    at_terminal <<END
spawn env XDG_CONFIG_HOME=$dir/config $screen enter nguoi
wait [VNI]
key Ctrl-Q
exit 0
END
}
ok "how letters are typed is configured for whoever has not chosen, and tones are placed the other way by a key" typed_new_style

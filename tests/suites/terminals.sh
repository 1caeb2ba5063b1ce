# What terminals send and show: the same keys make the same record whatever TERM and locale say, and each rule of tests/rules.tsv that
# needs the real program.

dir=$work/$suite
db=$dir/run.db
letters="$phieu --lang en --app tests/fixtures/go_chu --db $db --as Mai:thu_ky"
fast="env ASAN_OPTIONS=verify_asan_link_order=0 LD_PRELOAD=$PWD/$build/tests/fast.so"
: >"$dir/nothing"

# ncurses itself forgets a block when it does not know the terminal.
echo leak:new_prescr >"$dir/ncurses.supp"
export LSAN_OPTIONS="suppressions=$dir/ncurses.supp:print_suppressions=0"

at_terminal() {
    "$pty" -h "$HOME"
}
empty_db() {
    rm -f "$db" "$db-wal" "$db-shm"
    $letters enter --script "$dir/nothing"
}
# stored EXPECTED SELECT
stored() {
    now=$(sqlite3 "$db" "$2")
    [ "$now" = "$1" ] || { echo "stored is not '$1' but '$now'"; return 1; }
}

# ---- the same keys, the same record ----

# No Debian has an 8-bit Vietnamese locale without its being made.
localedef -i vi_VN -f TCVN5712-1 --no-archive "$dir/vi_VN.TCVN"

# sends TERM CAPABILITY ELSE: what that terminal sends for a key, as the script of the pseudo-terminal writes it; PuTTY's where
# terminfo says nothing, which knows no PuTTY either.
sends() {
    key=$(tput -T "$1" "$2" 2>/dev/null | od -An -v -tx1 | sed 's/ /\\x/g' | tr -d '\n')
    echo "${key:-$3}"
}

# filled RECORD TERM LOCALE SHOWN [OF]: SHOWN is the text as it stands on the screen; the keys are those of the terminal type OF.
filled() {
    of=${5:-$2}
    f4=$(sends "$of" kf4 '\x1b[14~')
    f5=$(sends "$of" kf5 '\x1b[15~')
    f6=$(sends "$of" kf6 '\x1b[17~')
    f10=$(sends "$of" kf10 '\x1b[21~')
    up=$(sends "$of" kcuu1 '\x1b[A')
    down=$(sends "$of" kcud1 '\x1b[B')
    left=$(sends "$of" kcub1 '\x1b[D')
    home=$(sends "$of" khome '\x1b[1~')
    delete=$(sends "$of" kdch1 '\x1b[3~')
    back=$(sends "$of" kbs '\x7f')
    backtab=$(sends "$of" kcbt '\x1b[Z')
    at_terminal <<END
term $2
locale $3
record $dir/bytes
spawn env LOCPATH=$dir $letters enter chu
wait ${6:-F6 New}
send $f6
wait Line 1
send $1\t
send Nguyễn Thị Hòa
wait $4
send \tXĐường$home$delete\tab${left}đ\tmột$back${down}e\xcc\x82\xcc\x81$up${backtab}${backtab}!\t
send $f5
wait ─ Go to
send mark
wait search: mark
send \r
gone search:
send $f4
wait Excellent
send ${down}\r
send 421/9/19\tDòng một\rdòng hai
send $f10
wait Saved
key Ctrl-Q
exit 0
END
}
same_as_first() {
    stored 'Nguyễn Thị Hòa|Đường!|ađb|mộ|ế||||||||kha|42|2019-09-01|Dòng một
dòng hai' "SELECT d1, d2, d3, d4, d5, d6, d7, d8, d9, d10, d11, d12, xep, so, ngay, ghi FROM chu WHERE ma = '$1'"
}
same() {
    filled "$@" && same_as_first "$1"
}
# Nothing but ASCII goes out, and the accents are in the record.
folded() {
    same "$@" || return 1
    ! LC_ALL=C grep -q '[^ -~[:cntrl:]]' "$dir/bytes" || { echo "more than ASCII was written"; return 1; }
}

empty_db
n=0
for t in xterm-256color xterm linux vt100 vt220 screen tmux-256color rxvt; do
    n=$((n + 1))
    ok "keys typed on $t make the record" same "u$n" $t C.UTF-8 'Nguyễn Thị Hòa'
    ok "… where letters are ASCII, shown without accents" folded "c$n" $t C 'Nguyen Thi Hoa'
    ok "… where they have eight bits" folded "t$n" $t vi_VN.TCVN 'Nguyen Thi Hoa'
done
ok "PuTTY's keys are known whatever it calls itself" same p1 xterm C.UTF-8 'Nguyễn Thị Hòa' putty
ok "rxvt's keys are known whatever it calls itself" same p2 xterm-256color C.UTF-8 'Nguyễn Thị Hòa' rxvt
ok "a Linux console's keys are known whatever it calls itself" same p3 vt220 C.UTF-8 'Nguyễn Thị Hòa' linux
ok "a terminal that nobody knows is drawn as the plainest, and understood" same p4 nobody-knows-this C.UTF-8 'Nguyễn Thị Hòa' xterm
ok "a UTF-8 locale that this machine lacks is one" same p5 xterm xx_XX.UTF-8 'Nguyễn Thị Hòa'

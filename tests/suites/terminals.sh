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
# rule: PuTTY F1–F4
# rule: Linux console F1–F5
ok "PuTTY's keys are known whatever it calls itself" same p1 xterm C.UTF-8 'Nguyễn Thị Hòa' putty
ok "rxvt's keys are known whatever it calls itself" same p2 xterm-256color C.UTF-8 'Nguyễn Thị Hòa' rxvt
ok "a Linux console's keys are known whatever it calls itself" same p3 vt220 C.UTF-8 'Nguyễn Thị Hòa' linux
ok "a terminal that nobody knows is drawn as the plainest, and understood" same p4 nobody-knows-this C.UTF-8 'Nguyễn Thị Hòa' xterm
ok "a UTF-8 locale that this machine lacks is one" same p5 xterm xx_XX.UTF-8 'Nguyễn Thị Hòa'

# ---- keys ----

# Opens a new record, stands on its first text, and calls what follows.  WORDS BEFORE PHIEU
new_record="spawn PRE $letters enter chu
wait F6 New
key F6
wait Line 1
send a1\t"
opened() {
    echo "$new_record" | sed "s#PRE#${1:-env}#"
}

# rule: Esc delay
esc_waits() {
    empty_db && at_terminal <<END
$(opened "$fast")
key Esc
wait Esc …
settle
send 5
wait ─ Go to
key Esc
gone ─ Go to
send Hòa\e
wait Esc …
settle
send [21~
wait Saved
key Ctrl-Q
exit 0
END
    stored 'a1|Hòa' 'SELECT ma, d1 FROM chu'
}
ok "Esc waits for what follows without a clock, and closes a pop-up at once" esc_waits

# rule: Shift/Ctrl-F3
# rule: odd sequences
answers_are_no_keys() {
    empty_db && at_terminal <<END
$(opened)
send a\e[1;2R\e[24;80R\e[1;5Rb\e[?1;2c\e[>41;354;0cc\e[Id\e[Oe\e[13;2~f\e]52;c;eA==\e\\g\eP1+r6b31\e\\h
wait abcdefgh
key F10
wait Saved
key Ctrl-Q
exit 0
END
    stored 'abcdefgh' 'SELECT d1 FROM chu'
}
ok "a modified F3, and what terminals answer, is no key and no text" answers_are_no_keys

# ---- sizes ----

# rule: resize
# Letters are typed while the window changes its size again and again, at last to what nobody has.
storm() {
    awk 'BEGIN {
        srand(7)
        split("1 2 5 9 10 11 24 39 40 41 80 132 200 500", side, " ")
        for (i = 0; i < 78; i++) {
            print "resize " side[int(rand() * 14) + 1] "x" side[int(rand() * 14) + 1]
            printf "send %c\n", 97 + i % 26
            if (i % 3) print "taken"
        }
    }'
}
resized() {
    empty_db && at_terminal <<END || return 1
$(opened)
send đầu cuối
key Left Left Left Left
resize 24x40
wait đầu cuối
at đầu 
resize 24x132
at đầu 
$(storm)
resize 1x1
resize 500x500
wait Line 1
until stty -F \$(readlink /proc/\$PID/fd/0) rows 32767 cols 32767
until stty -F \$(readlink /proc/\$PID/fd/0) rows 0 cols 0
send !
resize 9x39
wait too small
resize 24x80
wait Line 1
wait abcdefghijklmnopqrstuvwxyzabcdefghijklmnop
at xyz!
key F10
wait Saved
key Ctrl-Q
exit 0
END
    stored "đầu $(printf 'abcdefghijklmnopqrstuvwxyz%.0s' 1 2 3)!cuối" 'SELECT d1 FROM chu'
}
ok "resized again and again while typing, text and caret stay" resized

# ---- the end of the line ----

# rule: hang-up
printf 'trap "" HUP\nexec "$@"\n' >"$dir/deaf"
deaf() {
    empty_db && at_terminal <<END || return 1
$(opened "sh $dir/deaf")
send Đường truyền rớt
wait rớt
limit 2
close
exit any
END
    stored 'Đường truyền rớt' "SELECT raw FROM _draft_value WHERE path = 'd1'"
}
ok "deaf to the hang-up (nohup), the end of the input ends it, and the draft is there" deaf

# rule: Ctrl-Z and fg
stopped() {
    empty_db && at_terminal <<END || return 1
$(opened)
send Hòa
wait Hòa
kill TSTP
until grep -q '^State:.T' /proc/\$PID/status
gone Line 1
send  ở
kill CONT
wait Line 1
wait Hòa ở
send  đó
at Hòa ở đó
key F10
wait Saved
key Ctrl-Q
exit 0
END
    stored 'Hòa ở đó' 'SELECT d1 FROM chu'
}
ok "stopped and continued it paints all, and no key is lost or does something else" stopped

# ---- letters, columns, bytes ----

# rule: letters
# rule: columns
# rule: bytes
# Thirteen letters, decomposed and wide ones among them: they stand in as many columns as they need, and all their bytes are stored.
measured() {
    empty_db && at_terminal <<END || return 1
$(opened)
send Ễnh e\xcc\x82\xcc\x81ch 漢字 xa
cursor 3 26
key Left Left Left Left
cursor 3 21
key F10
wait Saved
key Ctrl-Q
exit 0
END
    stored '13|21|Ễnh ếch 漢字 xa' 'SELECT length(d1), length(CAST(d1 AS BLOB)), d1 FROM chu'
}
ok "letters are counted as letters, take their columns, and keep their bytes" measured

# ---- paste ----

# rule: bracketed paste
# What a paste holds is text: neither Enter nor Ctrl-Q, Ctrl-C, Esc Esc or F10 in it does anything, nor an end of a paste.
literal() {
    printf 'a\r\nb\021\003c\033\033d\033[21~e\033[201~\021f\tg' >"$dir/pasted"
    empty_db && at_terminal <<END || return 1
$(opened)
paste $dir/pasted
wait a bcd[21~e[201~f g
wait 7 control or invisible characters were left out, the first of them letter 4
key F5
wait ─ Go to
send note
wait search: note
send \r
gone search:
paste $dir/pasted
wait bcd[21~e[201~f g
key F10
wait Saved
key Ctrl-Q
exit 0
END
    stored 'a bcd[21~e[201~f g|a
bcd[21~e[201~f g' 'SELECT d1, ghi FROM chu'
}
ok "a paste is literal, with whatever keys and ends of pastes in it" literal

# Ten megabytes, each line with keys in it: what is too much is told; little memory and time are needed.
memory() {
    echo "until awk '/^Vm$1:/ { print \$2 }' /proc/\$PID/status >$dir/$2"
}
huge() {
    awk 'BEGIN { for (i = 0; i < 200000; i++) printf "%07d dòng dài \033[21~\021\003 đến đây thì hết\r", i }' >"$dir/pasted"
    empty_db && at_terminal <<END || return 1
$(opened)
key F5
wait ─ Go to
send note
wait search: note
send \r
gone search:
$(memory RSS before)
limit 10
paste $dir/pasted
wait longer than 512 KB
send !
wait !
$(memory HWM after)
key Ctrl-U
send xong
wait xong
key F10
wait Saved
key Ctrl-Q
exit 0
END
    used=$(($(cat "$dir/after") - $(cat "$dir/before")))
    echo "$used KB more"
    case $build in *san*) ;; *) [ $used -lt 8192 ] || return 1 ;; esac
    stored 'xong' 'SELECT ghi FROM chu'
}
ok "ten megabytes are pasted within bounds of memory, and the limit is told" huge

# ---- what is shown ----

# recorded TERM [WORDS BEFORE PHIEU]: an error and a pop-up are shown; the bytes are in $dir/bytes.
recorded() {
    empty_db && at_terminal <<END
term $1
record $dir/bytes
spawn ${2:-env} $letters enter chu
wait F6 New
key F6
wait Line 1
send Á\t
wait ! Code
wait ! 
key F5
wait ─ Go to
key Esc
gone ─ Go to
key Ctrl-Q
exit 0
END
}
has_bytes() {
    LC_ALL=C grep -q "$(printf "$1")" "$dir/bytes"
}
# rule: odd consoles
coloured() {
    recorded xterm-256color && has_bytes '\033\[[0-9;]*31m'
}
colourless() {
    recorded "$@" && ! has_bytes '\033\[[0-9;]*[34][0-9][;m]'
}
ok "an error is red" coloured
ok "… but not with NO_COLOR: a mark says so, too" colourless xterm-256color 'env NO_COLOR=1'
ok "… nor on a terminal without colours" colourless vt100

# rule: PuTTY borders
unswitched() {
    recorded "$1" && has_bytes '┌─' && ! has_bytes '\033(0' && ! has_bytes '\016'
}
ok "PuTTY, which says it is an xterm, is sent lines as letters" unswitched xterm
ok "… also where it says what it is" unswitched putty

# rule: bandwidth
# At the end of a field a letter costs its own bytes and hardly more, and nothing is painted when nothing is typed.
cheap() {
    empty_db && at_terminal >"$dir/cost" <<END
term $1
$(opened "$fast")
send Nguyễn Thị
wait Thị
settle
bytes
send a
settle
bytes letter
send ễ
settle
bytes letter
send \x7f
settle
bytes letter
settle
bytes rest
key Ctrl-Q
exit 0
END
    cat "$dir/cost"
    awk '$1 == "letter" { n++; if ($2 > 100) bad = 1 } $1 == "rest" && $2 > 0 { bad = 1 } END { exit bad || n != 3 }' "$dir/cost"
}
for t in xterm xterm-256color linux screen; do
    ok "a letter costs at most a hundred bytes on $t, and a rest none" cheap $t
done

# rule: screen readers
# rule: IME pop-up position
# The terminal's own cursor stands on what has the focus, on every page and in every pop-up, and where letters come, behind them.
cursor_everywhere() {
    today=$(TZ=UTC-7 date +%d/%m/%Y)
    rm -f "$db" "$db-wal" "$db-shm"
    at_terminal <<END && demo "$db" && at_terminal <<END2
spawn $phieu --lang en --app forms/kdclgd --db $db
wait ─ Welcome
at 1 Work with
key Down
at 2 Practise
key Up Up
key Esc
exit 0
END
spawn $phieu --lang en --app forms/kdclgd --db $db --as Mai:thu_ky
wait Set up the period
at Set up the period
key Down
at Collect evidence
key Alt-m
wait ─ School ─
at Self-assessment period
key Down
at Progress
key Esc Esc
gone ─ School ─
at Collect evidence
key F1
wait or press Esc and then
at Keys
key Esc Esc
gone or press Esc and then
key F5
wait ─ Self-assessment period
at Trung tâm GDNN-GDTX Hòa
key Down
at Trung tâm GDNN-GDTX thành
send le loi 2026
wait search: le loi 2026
at Trường THCS Lê Lợi
key Enter
wait ─ To do
at Collect
key Alt-m
wait ─ School ─
key Down Enter
wait Complete?
at 1.1
key Down
at 1.2
key Alt-m
wait ─ School ─
key Home Down Down Down Down Down Enter
wait As of
at $today
key Enter
wait rows
at MN006
key Down
at PT005
key Alt-m
wait ─ School ─
key End Enter
wait N001
at N001
key Down
at N037
send son
wait Search: son
at Search: son
key Enter
wait Full name
at Hoàng Thị Sơn
send  Ễ
at Sơn Ễ
key Left
at Ễ
key F5
wait ─ Go to
at 1
key Down
at 2
key Esc
gone ─ Go to
at Ễ
key Tab Tab F4
wait ─ Position
at 4 to_truong
key Down
at 5 giao_vien
key Esc
gone ─ Position
at Head of group
key Alt-h
wait imported
cursor 3 1
key Esc Esc
wait Full name
key Alt-t
wait ─ New state
at 1 Left
key Esc
gone ─ New state
key Alt-o
wait ─ Discard
at 1 Keep it
key Down
at 2 Discard it
key Esc
gone ─ Discard
key Alt-k
wait ─ New key
at N002
send x
at N002x
key Esc
gone ─ New key
key Ctrl-End
at +
key Ctrl-Q
exit 0
END2
}
ok "the cursor stands on what has the focus, on every page and in every pop-up" cursor_everywhere

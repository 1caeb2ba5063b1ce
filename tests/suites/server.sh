# The daemon and its sessions: the same answers as without it, several people at once, the daemon killed under them.

dir=$work/$suite
db=$dir/run.db
sock=$dir/phieu.sock
me=$(id -un)
at_terminal() {
    "$pty" -h "$HOME"
}
alone="$phieu --lang en --app forms/kdclgd --db $db"
session="$phieu --lang en --app forms/kdclgd --socket $sock"
key='THCS006|2024-2025|thcs|tt18-1.5'

# Start it, until sessions may come; stop it, until it is gone.
serve() {
    rm -f "$dir/ready"
    mkfifo "$dir/ready"
    "$phieu" --lang en --app forms/kdclgd --db "$db" --socket "$sock" "$@" serve >"$dir/ready" 2>"$dir/log" &
    daemon=$!
    read -r line <"$dir/ready"
    case $line in *"$sock"*) ;; *) cat "$dir/log"; return 1 ;; esac
}
stop() {
    kill -"${1:-TERM}" $daemon
    wait $daemon
}
fresh() {
    rm -f "$db" "$db-wal" "$db-shm"
    demo "$db" && serve
}

# ---- the same answers by both doors ----

export PHIEU_NOW=2026-11-23T01:05:00.000Z

# what COMMAND… says of a database of one's own and through the daemon.
same_by_both() {
    demo "$db" || return 1
    $alone --as ":thu_ky" "$@" >"$dir/alone" 2>&1
    was=$?
    rm -f "$db"*
    fresh || return 1
    $session --as ":thu_ky" "$@" >"$dir/served" 2>&1
    now=$?
    stop || return 1
    # the last line of home offers another person on one's own computer alone
    sed -i '/F2 Menu  Enter Open  F5 Context/,+1d' "$dir/alone" "$dir/served"
    [ $was = $now ] && diff "$dir/alone" "$dir/served"
}
for keys in tests/screens/*.keys; do
    grep -q '^# app ' "$keys" || ok "screen $(basename "$keys" .keys) is the same through the daemon" same_by_both \
        --script "$keys" enter $(sed -n '1s/^# enter//p' "$keys")
done
ok "so is the list of forms" same_by_both list
ok "so are the records of a form" same_by_both list phieu_tieu_chi
ok "so is a search" same_by_both list truong --search 'le loi'
ok "so is a record" same_by_both show phieu_tieu_chi "$key"
ok "so is a history" same_by_both log phieu_tieu_chi "$key"
ok "so is a record that is not there" same_by_both show phieu_tieu_chi khong-co
ok "so is a form that is not there" same_by_both list khong_co
ok "so is an export" same_by_both export phieu_tieu_chi
ok "so is a large one of rosters" same_by_both export phieu_tieu_chi.chi_bao
ok "so is a summary" same_by_both summary ket_qua_truong
ok "so is what validation finds" same_by_both validate
ok "so is a renumbering, shown and done" same_by_both renumber minh_chung 'THCS001|2026-2027' MC.1.1.01=MC.1.1.77 --yes
ok "so is a summary that is recorded" same_by_both summary tien_do den_ngay=2026-11-23 --record --recipient Sở
sent_there() {
    fresh && $session --as :thu_ky summary tien_do --record >"$dir/sent.csv" && $session --as :thu_ky sent 1 >"$dir/again.csv" &&
        says 66 "under the number 2" $session --lang en --as :thu_ky sent 2
    was=$?
    stop && [ $was = 0 ] && cmp "$dir/sent.csv" "$dir/again.csv" && says 0 "" $alone verify
}
ok "… and printed again" sent_there
no_person() {
    fresh && printf 'screen home\n' | $session --script - >"$dir/home"
    stop && grep -q 'F5 Context' "$dir/home" && ! grep -q 'F6 Person' "$dir/home"
}
ok "another person is not offered there" no_person
unset PHIEU_NOW

printf 'ma,ten\r\nDV90,Phòng Chín mươi\r\nDV91,Phòng Chín mốt\r\n' >"$dir/don_vi.csv"
# unread: evidence that names a file, by a session and by somebody at the computer itself.
unread() {
    printf 'truong,ten_mc,loai_mc,noi_ban_hanh,noi_luu,duong_dan\nTHCS006,Tệp,van_ban,Trường,Hộp 1,%s\n' "$dir/don_vi.csv" >"$dir/mc.csv"
    fresh && $session --as :thu_ky import minh_chung "$dir/mc.csv" && stop && $alone --as Mai:thu_ky import minh_chung "$dir/mc.csv" &&
        sqlite3 "$db" "SELECT coalesce(dung_luong, 'none') FROM minh_chung WHERE ten_mc = 'Tệp' ORDER BY so_mc" | tr '\n' ' ' >"$dir/sizes" &&
        [ "$(cat "$dir/sizes")" = "none $(wc -c <"$dir/don_vi.csv") " ]
}
ok "a server reads no file because a record names it" unread
ok "an import goes to the daemon, rejected rows come back" same_by_both import don_vi "$dir/don_vi.csv"

# ---- who, and what ----

with_daemon() {
    fresh || return 1
    "$@"
    said=$?
    stop
    return $said
}
ok "nobody chooses who they are" with_daemon says 2 "nobody chooses who they are, and you are $me" $session --as Mai list
ok "what needs the file is not for a session" with_daemon says 2 "is for the server's own database" $session migrate
second() {
    says 77 "another server answers" $alone --socket "$sock" serve
}
ok "a second daemon at the same place gives way" with_daemon second
ok "without a daemon that is what is said" says 74 "no server answers at $sock" $session list
other_forms() {
    cp -R forms/kdclgd "$dir/kdclgd"
    echo '# changed' >>"$dir/kdclgd/forms/truong.ini"
    says 77 "are not those that the server works with" $phieu --lang en --app "$dir/kdclgd" --socket "$sock" list
}
ok "other definitions than the daemon's are told at once" with_daemon other_forms
in_history() {
    $session --as :thu_ky enter --script - phieu_tieu_chi "$key" >/dev/null <<'END' || return 1
key F5
type weakness
key Enter
type Lớp đông
key F10
END
    found=$(sqlite3 "$db" "SELECT who FROM _history ORDER BY seq DESC LIMIT 1")
    [ "$found" = "$me" ] || { echo "history says '$found'"; return 1; }
}
ok "history names the account" with_daemon in_history
left_behind() {
    fresh || return 1
    stop KILL
    [ -S "$sock" ] && serve && $session list >/dev/null && stop && [ ! -e "$sock" ]
}
ok "the socket of a daemon that was killed is taken over; one that ends takes its own away" left_behind

# A reader that dies takes nothing with it: the daemon reads itself.
without_readers() {
    for p in $(cat /proc/$daemon/task/$daemon/children); do
        kill -KILL "$p"
    done
    $session export don_vi >"$dir/served" && $session list >/dev/null && $session export don_vi >"$dir/served" || return 1
    $alone export don_vi | diff - "$dir/served"
}
ok "readers that die take nothing with them" with_daemon without_readers

# ---- the daemon goes away and comes back ----

sheet="$session --as :thu_ky enter phieu_tieu_chi $key"

# Typed while it is away, saved when it is back; HOW it ended.
away() {
    fresh || return 1
    echo $daemon >"$dir/pid"
    at_terminal <<END || return 1
spawn $sheet
wait Being written
key F5
send weakness
key Enter
wait Weakness
until kill -$1 \$(cat $dir/pid) && while [ -e /proc/\$(cat $dir/pid)/fd/0 ]; do :; done
send Lớp đông
wait the server is away!
send , thiếu phòng
until test -e $dir/told || { : >$dir/told; echo up >$dir/again; }; test -e $dir/up
gone the server is away!
key F10
wait saved
key Ctrl-Q
exit 0
END
    wait $helper || return 1
    sqlite3 "$db" "SELECT count(*) FROM phieu_tieu_chi WHERE diem_yeu = 'Lớp đông, thiếu phòng'" | grep -qx 1 || return 1
    kill "$(cat "$dir/pid")"
}
away_and_back() {
    rm -f "$dir/again" "$dir/told" "$dir/up"
    mkfifo "$dir/again"
    (
        read -r _ <"$dir/again"
        serve && echo $daemon >"$dir/pid" && : >"$dir/up"
    ) &
    helper=$!
    away "$1"
}
ok "what is typed while the daemon is away is kept and saved when it is back" away_and_back KILL
ok "so it is when the daemon was told to end" away_and_back TERM

# ---- two people ----

# Each in a terminal of their own, of the same account; they wait for each other by files.
both() {
    rm -f "$dir"/step*
    at_terminal <"$dir/one" >"$dir/one.out" 2>&1 &
    one=$!
    at_terminal <"$dir/two" >"$dir/two.out" 2>&1
    two=$?
    wait $one || { cat "$dir/one.out"; return 1; }
    cat "$dir/two.out"
    return $two
}
seen() {
    cat >"$dir/one" <<END
spawn $sheet
wait Being written
until touch $dir/step1
wait open also at: $me
until touch $dir/step2
gone open also at
key Ctrl-Q
exit 0
END
    cat >"$dir/two" <<END
until test -e $dir/step1
spawn $sheet
wait open also at: $me
until test -e $dir/step2
key Ctrl-Q
exit 0
END
    both
}
ok "who else has a record open is shown, and that they left it" with_daemon seen
conflict() {
    cat >"$dir/one" <<END
spawn $sheet
wait Being written
key F5
send weakness
key Enter
wait Weakness
send Của người thứ nhất
until touch $dir/step1; test -e $dir/step2
key F10
wait Somebody saved this record meanwhile
key Esc Esc
key Ctrl-Q
exit any
END
    cat >"$dir/two.keys" <<'END'
key F5
type weakness
key Enter
type , rồi của người thứ hai
key F10
END
    at_terminal <"$dir/one" >"$dir/one.out" 2>&1 &
    one=$!
    rm -f "$dir"/step*
    until [ -e "$dir/step1" ] || ! kill -0 $one 2>/dev/null; do :; done
    $session --as :thu_ky enter --script "$dir/two.keys" phieu_tieu_chi "$key" && touch "$dir/step2"
    wait $one || { cat "$dir/one.out"; return 1; }
    [ "$(sqlite3 "$db" "SELECT diem_yeu FROM phieu_tieu_chi WHERE diem_yeu LIKE 'Của người%'")" = "Của người thứ nhất, rồi của người thứ hai" ]
}
ok "the same field changed by two is asked about; nothing is overwritten" with_daemon conflict

# A session is killed in the middle of a word; the next one goes on behind it, and saves.
resumed() {
    at_terminal <<END && at_terminal <<END2 || return 1
spawn $session --as :thu_ky enter phieu_tieu_chi $key
wait Being written
key F5
send weakness
key Enter
wait Weakness
send Nửa vời
key Left
key Left
until sqlite3 $db "SELECT raw FROM _draft_value" | grep -q 'Nửa vời'
until [ "\$(sqlite3 $db 'SELECT caret FROM _draft WHERE focus LIKE "diem_yeu"')" = 7 ]
kill KILL
exit any
END
spawn $session --as :thu_ky enter phieu_tieu_chi $key
wait You go on with the draft
send X
key F10
wait as version
key Ctrl-Q
exit any
END2
    [ "$(sqlite3 "$db" "SELECT diem_yeu FROM phieu_tieu_chi WHERE diem_yeu LIKE '%Nửa%'")" = "Nửa vXời" ]
}
ok "a session that was killed leaves its draft to the next, at the field and the caret" with_daemon resumed

# The first opens a sheet and writes, the second opens it too and writes elsewhere; what the first types then is not kept over it.
twice() {
    rm -f "$dir"/step*
    at_terminal <<END >"$dir/one.out" 2>&1 &
spawn $session --as :thu_ky enter phieu_tieu_chi $key
wait Being written
key F5
send weakness
key Enter
wait Weakness
send Mot
until sqlite3 $db "SELECT raw FROM _draft_value" | grep -q 'Mot'
until touch $dir/step1; test -e $dir/step2
wait in another session: nothing is kept from here
send khong
key Tab
wait draft not kept!
until touch $dir/step3; test -e $dir/step4
key Ctrl-Q
wait neither saved nor kept
until touch $dir/step5; true
kill KILL
exit any
END
    one=$!
    until [ -e "$dir/step1" ] || ! kill -0 $one 2>/dev/null; do :; done
    at_terminal <<END || { cat "$dir/one.out"; return 1; }
spawn $session --as :thu_ky enter phieu_tieu_chi $key
wait You have this record open in another session, too
send Hai
until sqlite3 $db "SELECT raw FROM _draft_value" | grep -q 'Hai'
until touch $dir/step2; test -e $dir/step3
key F10
wait as version
until ! sqlite3 $db "SELECT raw FROM _draft_value" | grep -q khong
until touch $dir/step4; test -e $dir/step5
key Ctrl-Q
exit any
END
    wait $one || { cat "$dir/one.out"; return 1; }
    [ "$(sqlite3 "$db" "SELECT count(*) FROM phieu_tieu_chi WHERE diem_yeu = 'MotHai'")" = 1 ]
}
ok "of two sessions of one person the last that opened a record keeps what is typed, and both are told" with_daemon twice

# ---- the login shell, and what a session gives up ----

# Leaks are looked for in a process of its own, which a session may not start.
confined="env ASAN_OPTIONS=detect_leaks=0 $phieu --session --lang en --app forms/kdclgd --socket $sock"
refused_command() {
    SSH_ORIGINAL_COMMAND=$1 says 77 "export" "${phieu%phieu}phieu-session" -c "$1"
}
for c in "" "sh" "export" "export " "export -o" "export ../x" "export a b" "export a;b" "export A" "import x/y" "summary .a" "summary a." \
    "summary a..b" "summary a b" "summary a -o=x" "summary a " "report" "report " "report -o" "report a;b c" "report A c" "report --format odt a b" "serve" "verify x" "verify " " export don_vi" "export don_vi "; do
    ok "the command '$c' is refused" refused_command "$c"
done
asked_by_ssh() {
    mkdir -p "$dir/bin"
    cp "${phieu%phieu}phieu-session" "$dir/bin/"
    printf '#!/bin/sh\nenv >%s/env\necho "$@" >%s/args\n' "$dir" "$dir" >"$dir/bin/phieu"
    chmod +x "$dir/bin/phieu"
    env SSH_ORIGINAL_COMMAND="$1" TERM="$2" LD_PRELOAD= HOME=/evil PHIEU_DB=/evil LANGUAGE=evil "$dir/bin/phieu-session" -c evil || return 1
    [ "$(cat "$dir/args")" = "$3" ] || { cat "$dir/args"; return 1; }
    [ "$(grep -v '^\(PWD\|_\|SHLVL\|OLDPWD\)=' "$dir/env" | sort | tr '\n' ' ')" = "LANG=C.UTF-8 PATH=/usr/bin:/bin TERM=$4 " ] || { cat "$dir/env"; return 1; }
}
ok "an export is asked for in an environment made from nothing" asked_by_ssh "export don_vi" xterm "--session export don_vi" xterm
ok "so is an import, from what is sent" asked_by_ssh "import don_vi" "a/../b" "--session import don_vi -" vt100
ok "so is the proof of the history" asked_by_ssh verify xterm "--session verify" xterm
ok "so is a roster" asked_by_ssh "export phieu_tieu_chi.chi_bao" "$(printf 'x\033')" "--session export phieu_tieu_chi.chi_bao" vt100
ok "so is a summary without an answer" asked_by_ssh "summary ket_qua_truong" xterm "--session -- summary ket_qua_truong" xterm
# asked_by_ssh_each COMMAND ARGUMENT…: phieu is given exactly these, whatever blanks stand in them.
asked_by_ssh_each() {
    asked=$1
    shift
    asked_by_ssh "$asked" xterm "$*" xterm || return 1
    printf '#!/bin/sh\nprintf "%%s\\n" "$@" >%s/args\n' "$dir" >"$dir/bin/phieu"
    env SSH_ORIGINAL_COMMAND="$asked" "$dir/bin/phieu-session" && printf '%s\n' "$@" | diff - "$dir/args"
}
ok "a summary's answers may hold blanks" asked_by_ssh_each "summary s dot=TH001|2024-2025 ten=Lê Lợi x1=" --session -- summary s "dot=TH001|2024-2025" "ten=Lê Lợi" x1=
ok "a document is asked for by name and key" asked_by_ssh_each "report r TH001|2024-2025" --session -- report r "TH001|2024-2025"
ok "a key may hold blanks and begin as an option does" asked_by_ssh_each "report r --db=/x a; b |c --output x" --session -- report r "--db=/x a; b |c --output x"
ok "options of a document stand at the end" asked_by_ssh_each "report r A b --format txt --width 132 --ascii --snapshot A1-B2" \
    --session --snapshot A1-B2 --ascii --width 132 --format txt -- report r "A b"
ok "a document of no record has answers only" asked_by_ssh_each "report r tu_ngay=2026-01-01 --format html" --session --format html -- report r tu_ngay=2026-01-01
ok "an option with anything but a word is none" asked_by_ssh_each "report r A --format ../x" --session -- report r "A --format ../x"
documents_by_ssh() {
    mkdir -p "$dir/real" && cp "${phieu%phieu}phieu-session" "$dir/real/" || return 1
    printf '#!/bin/sh\nshift\nexec %s "$@"\n' "$confined" >"$dir/real/phieu" && chmod +x "$dir/real/phieu" || return 1
    SSH_ORIGINAL_COMMAND="report danh_muc_mc TH001|2024-2025 --format txt" "$dir/real/phieu-session" >"$dir/served" &&
        $alone report danh_muc_mc 'TH001|2024-2025' --format txt >"$dir/alone" && diff "$dir/alone" "$dir/served" && [ -s "$dir/alone" ] || return 1
    SSH_ORIGINAL_COMMAND="report danh_muc_mc TH001|2024-2025 --format odt" "$dir/real/phieu-session" | head -c 2 | grep -q PK
}
ok "a document is sent to who asks for it" with_daemon documents_by_ssh
gives_up() {
    $confined export don_vi >"$dir/served" && $alone export don_vi >"$dir/alone" && diff "$dir/alone" "$dir/served" || return 1
    says 74 "cannot be written" $confined export -o "$dir/out" don_vi && [ ! -e "$dir/out" ] || return 1
    printf 'ma_don_vi,loai\r\nDV91,khong_co\r\n' | says 1 "row was rejected" $confined --as :can_bo import don_vi -
}
ok "a session serves files through its standard files alone" with_daemon gives_up
for c in serve migrate demo doctor keys check vkey server-setup; do
    ok "a session does not run $c" says 77 "a session on a server does not run" $confined $c
done
fills_a_form() {
    at_terminal <<END
spawn $confined --as :thu_ky enter phieu_tieu_chi $key
wait Being written
key F5
send weakness
key Enter
wait Weakness
send Lớp đông
key F10
wait saved
until grep -q '^Seccomp:.2' /proc/\$PID/status
key Ctrl-Q
exit 0
END
}
ok "its screen works under the filter" with_daemon fills_a_form

prints() {
    at_terminal <<END
spawn $confined --as :thu_ky enter dot_tdg TH001|2024-2025
wait Kim Đồng
key Alt-s
wait Print
key Enter
wait ssh HOST report
wait TH001|2024-2025' --format
key Enter
key Ctrl-Q
exit 0
END
}
ok "its screen names the command that fetches a document" with_daemon prints

# Its clock runs a hundred times as fast.
alone_too_long() {
    at_terminal <<END || return 1
spawn env ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0 LD_PRELOAD=$PWD/$build/tests/fast.so $phieu --session --lang en --app forms/kdclgd --socket $sock --as :thu_ky enter phieu_tieu_chi $key
wait Being written
key F5
send weakness
key Enter
wait Weakness
send Quên ở đây
limit 60
wait this session has ended
exit 0
END
    [ "$(sqlite3 "$db" "SELECT raw FROM _draft_value WHERE path = 'diem_yeu'")" = "Quên ở đây" ]
}
ok "a session at which nobody types ends by itself, and keeps what was typed" with_daemon alone_too_long

too_long() {
    mkdir -p "$dir/conf/phieu"
    printf '[phieu]\nidle_minutes = 60\nsession_minutes = 20\n' >"$dir/conf/phieu/phieu.ini"
    at_terminal <<END || return 1
spawn env XDG_CONFIG_HOME=$dir/conf ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0 LD_PRELOAD=$PWD/$build/tests/fast.so $phieu --session --lang en --app forms/kdclgd --socket $sock --as :thu_ky enter phieu_tieu_chi $key
wait Being written
key F5
send weakness
key Enter
wait Weakness
send Lâu quá
limit 60
wait This session ends in 5 minutes
send , viết nữa
wait This session has lasted 20 minutes
exit 0
END
    [ "$(sqlite3 "$db" "SELECT raw FROM _draft_value WHERE path = 'diem_yeu'")" = "Lâu quá, viết nữa" ]
}
ok "no session lasts for ever: it says so before, and keeps what was typed" with_daemon too_long
minutes() {
    printf '[phieu]\n%s\n' "$1" >"$dir/conf/phieu/phieu.ini"
    says 78 "write a number of minutes from 1 to 10080" env XDG_CONFIG_HOME="$dir/conf" "$phieu" --lang en --app forms/kdclgd list
}
for bad in "idle_minutes = 0" "idle_minutes = 1x" "session_minutes = -5" "session_minutes = 99999"; do
    ok "'$bad' is no limit of a session" minutes "$bad"
done

# ---- what an administrator does ----

ok "server-setup prints a shell script" sh -c "$phieu server-setup | sh -n"
daily_copy() {
    printf 'ma_don_vi,ten\r\nDV90,P\r\n' >"$dir/due.csv"
    own="$phieu --lang en --app forms/kdclgd --db $dir/due.db"
    $own import don_vi "$dir/due.csv" && $own backup --due && $own backup --due || return 1
    [ "$(ls "$dir/due.copies" | wc -l)" = 1 ]
}
ok "what the timer runs makes the day's copy, once" daily_copy
applied() {
    unshare -m sh -c '
        mkdir -p /tmp/phieu-etc && mount -t tmpfs none /tmp/phieu-etc && mkdir /tmp/phieu-etc/u /tmp/phieu-etc/w &&
        mount -t overlay -o lowerdir=/etc,upperdir=/tmp/phieu-etc/u,workdir=/tmp/phieu-etc/w none /etc &&
        mount -t tmpfs none /var/lib && mount -t tmpfs none /usr/local && rm -f /etc/phieu.ini &&
        "$0" --lang en server-setup --apply >/tmp/phieu-etc/first && "$0" --lang en server-setup --apply >/tmp/phieu-etc/second &&
        ! grep "^made: [^:]*\(add\|ini\|service\|timer\|config\):" /tmp/phieu-etc/second && stat -c "%a %U" /var/lib/phieu | grep -qx "700 phieu" && getent group phieu-users' "$phieu"
}
if [ "$(id -u)" = 0 ] && unshare -m true 2>/dev/null; then
    ok "server-setup --apply makes all of it, and the second time nothing" applied
else
    echo "server: skipped: server-setup --apply (it needs root and a mount namespace)"
fi

# ---- a disk that fails ----

# The daemon's n-th write fails; what restarts it does so.  What the screen calls saved is stored, once, and nothing is half.
cat >"$dir/save.keys" <<'END'
key F5
type weakness
key Enter
type Lớp đông
key F10
screen end
END
failing_once() {
    rm -f "$db" "$db-wal" "$db-shm" "$dir/ready"
    demo "$db" && mkfifo "$dir/ready" || return 1
    before=$(sqlite3 "$db" "SELECT count(*) FROM _history")
    serve_again="$phieu --lang en --app forms/kdclgd --db $db --socket $sock serve"
    {
        env FAIL_AT="$1" FAIL_COUNT="$dir/calls" FAIL_HOW=EIO ASAN_OPTIONS=verify_asan_link_order=0 LD_PRELOAD="$PWD/$build/tests/fail.so" $serve_again 2>"$dir/log"
        ended=$?
        [ $ended = 0 ] || { echo "$1: ended with $ended" >>"$dir/ends" && exec $serve_again; }
    } >"$dir/ready" &
    daemon=$!
    read -r line <"$dir/ready"
    $session --as :thu_ky enter --script "$dir/save.keys" phieu_tieu_chi "$key" >"$dir/screen" 2>&1
    now=$(sqlite3 "$db" "SELECT count(*) FROM phieu_tieu_chi WHERE diem_yeu = 'Lớp đông'")
    entries=$(sqlite3 "$db" "SELECT count(*) FROM _history")
    case $(cat /proc/$daemon/comm) in
        phieu) kill $daemon ;;
        *) kill $(cat /proc/$daemon/task/$daemon/children) ;;
    esac
    wait $daemon
    if grep -q ' saved ' "$dir/screen" && [ "$now" != 1 ]; then
        echo "write $1: it says saved, and is not stored"
        return 1
    fi
    [ "$entries" = $((before + now)) ] && [ "$(sqlite3 "$db" "PRAGMA integrity_check")" = ok ] && { [ "$now" = 1 ] && saved=$((saved + 1)) || :; }
}
disk_fails() {
    saved=0
    failing_once 0 || return 1
    rm -f "$dir/ends"
    n=$(($(cat "$dir/calls") - 24)) # what comes before is the start
    for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24; do
        failing_once $((n + i)) || return 1
    done
    echo "$saved of 25 were saved in the end; the daemon ended:"
    cat "$dir/ends"
    [ "$(wc -l <"$dir/ends")" -ge 3 ] && [ $saved -ge 12 ]
}
ok "a disk fault ends the daemon without an answer; the session saves with the next one" disk_fails

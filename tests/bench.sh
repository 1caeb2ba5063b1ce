#!/bin/sh
# bench.sh BUILD: the budgets of the design, measured: bytes on a pseudo-terminal, instructions by callgrind, memory and time by
# time(1).  Each line: what, ours, the budget, what it is compared with, and ours as a multiple of that.  Figures of other programs
# marked * were measured once, on Debian 12, on a small form of their own (whiptail: an input box), so they are a scale, not a race;
# what has no star is measured here and now.  It takes some minutes, and 3 GB in TMPDIR for a million records.
cd "$(dirname "$0")/.." || exit 1
phieu=$PWD/$1/phieu
pty=$PWD/$1/tests/pty
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT INT TERM
unset PHIEU_APP PHIEU_DB PHIEU_LANG
export LANG=C.UTF-8 HOME="$work" XDG_CONFIG_HOME="$work" XDG_DATA_HOME="$work"

# row WHAT OURS BUDGET NAME THEIRS [DECIMALS]: a "!" where ours is over the budget; "-" where there is none.
head_row() {
    printf '%-47s %12s %12s   %-28s %12s %7s\n' "$@"
}
row() {
    ratio=$(awk -v a="$2" -v b="$5" 'BEGIN { if (b + 0) printf "%.2f", a / b; else printf "-" }')
    over=$(awk -v a="$2" -v b="$3" 'BEGIN { print (b != "-" && a + 0 > b + 0) ? "!" : "" }')
    head_row "$1" "$2$over" "$3" "$4" "$5" "$ratio"
}
# The same for speeds: more is better.
speed_row() {
    ratio=$(awk -v a="$2" -v b="$4" 'BEGIN { printf "%.2f", b / a }')
    over=$(awk -v a="$ratio" -v b="$5" 'BEGIN { print (a + 0 < b + 0) ? "!" : "" }')
    head_row "$1" "$2 s" "$5 x" "$3" "$4 s" "$ratio$over"
}
section() {
    printf '\n%s\n' "$1"
}

die() {
    echo "bench: $1" >&2
    exit 1
}

# The fewest seconds of N runs of each command, which take turns: what slows the machine for a while slows each.  turns N COMMAND…
turns() {
    n=$1
    shift
    rm -f "$work/turns".*
    while [ "$n" -gt 0 ]; do
        n=$((n - 1))
        i=0
        for command in "$@"; do
            i=$((i + 1))
            began=$(date +%s%N)
            $command >/dev/null || die "$command"
            echo $((($(date +%s%N) - began) / 1000)) >>"$work/turns.$i"
        done
    done
    for i in $(seq $#); do
        sort -n "$work/turns.$i" | awk 'NR == 1 { printf "%.3f ", $1 / 1000000 }'
    done
}

"$phieu" --app forms/kdclgd --db "$work/demo.db" demo >/dev/null || die "the sample data does not load"
sh tests/gen_300.sh "$work" 100000 || die "the application for measuring cannot be made"
small="$phieu --lang en --app $work/app"
kdclgd="$phieu --lang en --app forms/kdclgd --as Mai:thu_ky --db"
home="$kdclgd $work/run.db"
sheet="$home enter phieu_tieu_chi THCS006|2024-2025|thcs|tt18-1.5"

# Each run begins with the same records and without drafts.  fresh FILE
fresh() {
    rm -f "$work/run.db" "$work/run.db-wal" "$work/run.db-shm"
    cp "$1" "$work/run.db"
}
: >"$work/nothing"
$small --db "$work/small.db" enter --script "$work/nothing" || die "no database for measuring"
"$phieu" --app forms/kdclgd --db "$work/empty.db" enter --script "$work/nothing" || die "no empty database"
small="$small --db $work/run.db"
# A period is chosen, as it is for everybody after the first time; then with an unfinished sheet; then among many others.
cp "$work/demo.db" "$work/chosen.db"
printf 'key F5\ntype le loi 2026\nkey Enter\nscreen home\n' >"$work/choose"
$kdclgd "$work/chosen.db" enter --script "$work/choose" | grep -q 'Lê Lợi' || die "no period can be chosen"
cp "$work/chosen.db" "$work/unfinished.db"
printf 'key F5\ntype weakness\nkey Enter\ntype a\nrest\n' >"$work/type"
$kdclgd "$work/unfinished.db" enter phieu_tieu_chi "THCS006|2024-2025|thcs|tt18-1.5" --script "$work/type" || die "nothing can be typed"
cp "$work/chosen.db" "$work/province.db"
sh tests/grow.sh "$work/province.db" || die "the sample data does not grow"

head_row what ours budget against theirs ratio

# ---- bytes to the terminal ----

# bytes TERM: lines NAME N, then the sheet's rows.
bytes() {
    fresh "$work/small.db"
    "$pty" -t "$1" -h "$work" <<END || die "the screen on $1 does not answer"
spawn $small enter hoc_sinh
wait F6 New
key F6
wait Birthday
settle
bytes
key Ctrl-L
settle
bytes paint
send HS1
key Tab
send An
settle
bytes
key Tab
settle
bytes next
key Ctrl-Q
exit 0
END
    fresh "$work/demo.db"
    "$pty" -t "$1" -h "$work" <<END || die "the screen on $1 does not answer"
spawn $sheet
wait 1.5 Grades
settle
bytes
key Ctrl-L
settle
bytes full
screen
key F5
wait ─ Go to
send indicators
wait search: indicators
key Enter
gone search:
settle
bytes
key Tab
settle
bytes hint
key Tab
settle
bytes
key F4
wait ┌
settle
bytes open
key Esc
gone ┌
settle
bytes close
key F5
wait ─ Go to
send weakness
wait search: weakness
key Enter
gone search:
send ab
settle
bytes
send a
settle
bytes letter
send ễ
settle
bytes accent
key Ctrl-Q
exit 0
END
}
of() {
    sed -n "s/^$1 //p" "$work/bytes"
}

# peers: paint, next field, letter, ễ of whiptail (no pop-up: ncurses' own 44x12 box)
measure_bytes() {
    bytes "$1" >"$work/bytes"
    section "bytes, $1"
    row "an entry screen of six fields painted, 80x24" "$(of paint)" 1700 "whiptail *" "$2"
    row "a sheet with tables and texts painted" "$(of full)" - "its letters alone" "$(sed -n 's/^|//p' "$work/bytes" | wc -c)"
    row "the next field, focus shown" "$(of next)" 40 "whiptail *" "$3"
    row "the next field, with a hint of 38 letters" "$(of hint)" - "without a hint" "$(of next)"
    row "a choice pop-up opened and closed" $(($(of open) + $(of close))) 1300 "a bare ncurses box *" "$4"
    row "a letter at the end of a field" "$(of letter)" 1 "whiptail *" 1
    row "a letter of three bytes there" "$(of accent)" 3 "whiptail *" 3
}
measure_bytes xterm-256color 1576 31 1242
measure_bytes linux 3641 36 1194
measure_bytes vt100 718 29 1510
# PuTTY calls itself xterm unless it is told to say putty, which the package ncurses-term describes.
if infocmp putty >/dev/null 2>&1; then
    measure_bytes putty - - -
else
    measure_bytes xterm - - -
fi

# ---- one event ----

# calls COMMAND <KEYS: how many writes to the terminal there were, and how many commits, each of which syncs the write-ahead log.
calls() {
    fresh "$work/small.db"
    { echo "limit 60"
      echo "spawn strace -o $work/calls -e trace=write,fdatasync,fsync -e signal=none $1"
      cat
      echo "key Ctrl-Q"
      echo "exit 0"; } >"$work/keys"
    "$pty" -h "$work" <"$work/keys" >/dev/null || die "no answer under strace"
    echo "$(grep -c '^write(1,' "$work/calls") $(grep -cE '^f(data)?sync' "$work/calls")"
}
# Five times a digit and then KEY (may be ""), beyond a first one: writes and commits of each, rounded up.
of_digit_and() {
    begun="wait F6
key F6
wait Code
send K1
key Tab
send 1
$1
settle"
    echo "$begun" | calls "$small enter f30" >/dev/null # the copy of the day is made when the first one leaves
    once=$(echo "$begun" | calls "$small enter f30")
    { echo "$begun"
      for i in 2 3 4 5 6; do printf 'send %s\nsettle\n%s\nsettle\n' $i "$1"; done; } | calls "$small enter f30" |
        awk -v once="$once" '{ split(once, a); printf "%d %d\n", ($1 - a[1] + 4) / 5, ($2 - a[2] + 4) / 5 }'
}
# event_rows NAME KEY LESS: its writes, without those of the digits before it, and its commits, which the digits leave to a rest.
event_rows() {
    of_digit_and "$2" >"$work/event"
    read -r writes commits <"$work/event"
    row "$1: writes to the terminal" $((writes - $3)) 1 "must be" 1
    [ -z "$2" ] || row "$1: commits" "$commits" 1 "must be" 1
}
section "one event"
event_rows "a letter" "" 0
event_rows "a field left" "key Tab" 1
event_rows "a record saved" "key F10" 1

# ---- instructions ----

# instructions DATABASE COMMAND <KEYS: how many the whole run took, thousands.
instructions() {
    fresh "$work/$1.db"
    rm -f "$work/cg.out"
    { echo "limit 120"
      echo "spawn valgrind --tool=callgrind --callgrind-out-file=$work/cg.out $2"
      cat
      echo "key Ctrl-Q"
      echo "exit 0"; } >"$work/keys"
    "$pty" -h "$work" <"$work/keys" >/dev/null || die "no answer under callgrind"
    awk '/^(summary|totals):/ { n = $2 } END { printf "%d", n / 1000 }' "$work/cg.out"
}

# difference LESS MORE TIMES
each() {
    echo $((($2 - $1) / $3))
}

section "thousands of instructions"
tables=$(sqlite3 "$work/demo.db" "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
start() {
    echo "wait Set up the period" | instructions "$1" "$home"
}
chosen=$(start chosen)
row "start to home, a period chosen, $tables tables" "$chosen" $((5000 + 150 * tables)) "dialog's form *" 7600
row "… among sixteen times the records" "$(start province)" - "among the sample data" "$chosen"
row "… with an unfinished sheet" "$(start unfinished)" - "without" "$chosen"
row "… with nothing chosen" "$(start demo)" - "a period chosen" "$chosen"
row "… and no record at all" "$(start empty)" - "a period chosen" "$chosen"

field="wait 1.5 Grades
key F5
wait ─ Go to
send weakness
wait search: weakness
key Enter
gone search:"
ten() {
    for s in b bc bcd bcde bcdef bcdefg bcdefgh bcdefghi bcdefghij bcdefghijk; do
        printf 'send %s\nwait a%s\n' "$(echo $s | sed 's/.*\(.\)$/\1/')" "$s"
    done
}
none=$(printf '%s\nsend a\nwait  a\n' "$field" | instructions demo "$sheet")
letters=$({ printf '%s\nsend a\nwait  a\n' "$field"; ten; } | instructions demo "$sheet")
row "a letter" "$(each "$none" "$letters" 10)" 150 "a bare ncurses screen *" 45

left_cost() {
    go="key F6
wait Code
key Tab
send 1
key Tab
settle
key Shift-Tab
settle"
    once=$(printf 'wait F6\n%s\n' "$go" | instructions small "$small enter $1")
    more=$({ printf 'wait F6\n%s\n' "$go"
             for i in 2 3 4 5 6; do printf 'key Ctrl-U\nsend %s\nkey Tab\nsettle\nkey Shift-Tab\nsettle\n' "$i"; done; } |
        instructions small "$small enter $1")
    each "$once" "$more" 5
}
thirty=$(left_cost f30)
row "a field changed, left, and back; 30 calculations" "$thirty" 600 "three keys on bare ncurses *" 159
row "the same with 300 fields, 100 calculations" "$(left_cost f300)" 2000 "with 30 calculations" "$thirty"

# A table of 40 lines in five years, filled, with sums of sums and parts.
tables="$phieu --lang en --app tests/fixtures/bang_so"
figures="$tables --db $work/run.db enter lon A"
printf 'ma\nA\n' >"$work/lon.csv"
awk 'BEGIN {
    print "ma,dong,nam,so"
    for (y = 2019; y < 2024; y++) {
        for (g = 1; g < 6; g++)
            for (i = 1; i < 7; i++)
                print "A,l" g i "," y "-" y + 1 "," 100 + g * i
        for (i = 1; i < 5; i++)
            print "A,lt" i "," y "-" y + 1 "," 50 * i
    }
}' >"$work/lon.o.csv"
{ $tables --db "$work/figures.db" import lon "$work/lon.csv" && $tables --db "$work/figures.db" import lon.o "$work/lon.o.csv"; } \
    >/dev/null || die "the table for measuring does not load"
cell="wait Group 1 line 1
key Tab
settle
send 7
settle"
none=$(echo "$cell" | instructions figures "$figures")
letters=$({ echo "$cell"; for i in 1 2 3 4 5 6 7 8 9 0; do printf 'send %s\nsettle\n' $i; done; } | instructions figures "$figures")
left=$({ echo "$cell"; for i in 1 2 3 4 5; do printf 'key Down\nsettle\nsend %s\nsettle\n' $i; done; } | instructions figures "$figures")
letter=$(each "$none" "$letters" 10)
row "a letter in a table of 40 lines, 5 years" "$letter" 150 "a bare ncurses screen *" 45
row "a cell of it left, sums and all" $(($(each "$none" "$left" 5) - letter)) 1000 "with 30 calculations" "$thirty"

head -n 1001 "$work/hoc_sinh.csv" >"$work/thousand.csv"
"$phieu" --app "$work/app" --db "$work/thousand.db" import hoc_sinh "$work/thousand.csv" >/dev/null || die "import"
cat >"$work/ours.sh" <<'END'
rm -f "$2" "$2-wal" "$2-shm"
"$1" --app "${2%/*}/app" --db "$2" import hoc_sinh "$3"
END
# CSV, before a million records keep the disk busy; the rows are printed at the end
cat >"$work/import.sh" <<'END'
rm -f "$1"
sqlite3 "$1" "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
CREATE TABLE hoc_sinh (ma TEXT PRIMARY KEY, ten TEXT, lop TEXT, ngay_sinh TEXT, diem REAL, ghi_chu TEXT) STRICT" \
    ".import --csv --skip 1 $2 hoc_sinh"
END
cat >"$work/theirs.sh" <<'END'
exec sqlite3 -csv -header "$1" ".output $2" "SELECT ma, ten, lop, ngay_sinh, diem, ghi_chu FROM hoc_sinh ORDER BY ma"
END
import="sh $work/ours.sh $phieu $work/all.db $work/hoc_sinh.csv"
import_there="sh $work/import.sh $work/theirs.db $work/hoc_sinh.csv"
export="$phieu --app $work/app --db $work/all.db export hoc_sinh --exact -o $work/out.csv"
export_there="sh $work/theirs.sh $work/all.db $work/theirs.csv"
turns 7 "$import" "$import_there" >"$work/imported"
turns 15 "$export" "$export_there" >"$work/exported"
cmp -s "$work/out.csv" "$work/hoc_sinh.csv" || die "what was exported is not what was imported"

sh tests/gen_300.sh "$work/million" 1000000 || die "no million records"
"$phieu" --app "$work/app" --db "$work/million.db" import hoc_sinh "$work/million/hoc_sinh.csv" >/dev/null || die "import"
rm "$work/million/hoc_sinh.csv"
few=$(echo "wait HS0000003" | instructions thousand "$small enter hoc_sinh")
many=$(echo "wait HS0000003" | instructions million "$small enter hoc_sinh")
row "a list of 1,000,000 records opened" "$many" $((few * 12 / 10)) "a list of 1,000" "$few"

# ---- a search ----

# What is typed into the list, and what its title line then says.
cat >"$work/searches" <<'END'
n=or more found
nguyen=or more found
h=or more found
hs=or more found
hs05=or more found
hs0500000=1 found
zz=0 found
tran thi binh=or more found
Trần Thị Bình=or more found
nguyễn văn=or more found
le an=or more found
le y=0 found
binh an=0 found
tran binh hs0999=12 found
END
section "milliseconds of an accent-free search in 1,000,000 records, the program's start and its first page included"
fresh "$work/million.db"
while IFS== read -r words found; do
    printf 'type %s\nscreen list\n' "$words" >"$work/search"
    $small enter hoc_sinh --script "$work/search" | grep -q "$found" || die "no search for $words"
    turns 5 "$small enter hoc_sinh --script $work/search"
    echo
done <"$work/searches" | sort -n >"$work/times"
[ "$(wc -l <"$work/times")" = "$(wc -l <"$work/searches")" ] || exit 1
row "the median of $(wc -l <"$work/times") searches" "$(awk '{ t[NR] = $1 } END { print 1000 * t[int((NR + 1) / 2)] }' "$work/times")" 30 "FTS5 in order of entry *" 1
row "the slowest of them" "$(awk 'END { print 1000 * $1 }' "$work/times")" 200 "FTS5 in order of entry *" 178

# ---- memory ----

section "KiB of memory (the least of five runs: how much of the shared libraries the system maps along differs by a tenth)"
memory() {
    for _ in 1 2 3 4 5; do
        fresh "$work/$1.db"
        "$pty" -h "$work" <<END >/dev/null || die "no answer"
spawn /usr/bin/time -f %M -o $work/memory $2
wait $3
key Ctrl-Q
exit 0
END
        cat "$work/memory"
    done | sort -n | head -n 1
}
row "at home, a period chosen" "$(memory chosen "$home" 'Set up the period')" 6144 "nano *" 3584
row "with a sheet open" "$(memory demo "$sheet" '1.5 Grades')" 6144 "nano *" 3584

# ---- Vietnamese typing ----

section "a million syllables through phieu vkey, seconds (the best run)"
for method in telex vni; do
    grep -v '^#' "tests/typing/$method.tsv" | cut -f1 >"$work/cases"
    yes "$work/cases" | head -n $((1000000 / $(wc -w <"$work/cases") + 1)) | xargs cat >"$work/keys"
    type_all() { "$phieu" vkey --method "$method" <"$work/keys"; }
    row "$method" "$(turns 3 type_all)" 1.0 "words of tests/typing/$method.tsv" -
done

# ---- CSV ----

section "100,000 rows, seconds (the best run, they take turns); the budget and the ratio are speeds"
read -r ours theirs <"$work/exported"
speed_row "CSV export" "$ours" "sqlite3 -csv" "$theirs" 1.6
read -r ours theirs <"$work/imported"
speed_row "CSV import, checked, with history and search" "$ours" "sqlite3 .import" "$theirs" 0.15

# Text that commands terminals, hides or is none (tests/hostile.awk) is put in through every door, and looked for at every exit: where
# it comes in it is refused or cleaned, with its place told; what was put into the database behind our back is shown, never sent.

dir=$work/$suite
db=$dir/run.db
letters="$phieu --lang en --app tests/fixtures/go_chu --db $db --as Mai:thu_ky"
: >"$dir/nothing"

empty_db() {
    rm -f "$db" "$db-wal" "$db-shm"
    $letters enter --script "$dir/nothing"
}

# ---- the corpus ----

# number, class, hexadecimal bytes; each text begins with "H" and its number, and ends with "E".
awk -f tests/hostile.awk | awk -F'\t' '{ printf "%03d\t%s\t%s\n", NR, $1, $2 }' >"$dir/corpus"
cases=$(wc -l <"$dir/corpus")
# texts [CLASS…]: number, a tab, and the text as an argument of printf.
texts() {
    awk -F'\t' -v classes="$*" '
        BEGIN { n = split(classes, c, "|") }
        { wanted = n == 0; for (i = 1; i <= n; i++) wanted = wanted || c[i] == $2 }
        wanted {
            out = ""
            for (i = 1; i < length($3); i += 2) {
                byte = (index("0123456789abcdef", substr($3, i, 1)) - 1) * 16 + index("0123456789abcdef", substr($3, i + 1, 1)) - 1
                out = out sprintf("\\0%03o", byte)
            }
            print $1 "\tH" $1 out "E"
        }' "$dir/corpus"
}
malformed='C1 byte|CSI of 8 bits|OSC of 8 bits|malformed'

# raw FILE: some of it reaches whoever reads the file: bytes that are no UTF-8, characters that command or hide, three marks on a letter.
raw() {
    iconv -f UTF-8 -t UTF-8 <"$1" >/dev/null 2>"$1.bad" || { sed 's/^/not UTF-8: /' "$1.bad"; return 0; }
    LC_ALL=C.UTF-8 grep -noP '.{0,9}([\x01-\x08\x0b-\x1f\x7f-\x9f\x{2028}\x{2029}\p{Cf}\p{Co}\p{Cn}\x{34f}\x{115f}\x{1160}\x{17b4}\x{17b5}\x{3164}\x{ffa0}\x{fe00}-\x{fe0f}\x{e0100}-\x{e01ef}]|\p{M}{3})' "$1" |
        LC_ALL=C cat -v | head -3 | grep .
}
# no_raw FILE WORD: nothing of it is raw, and WORD stands there.
no_raw() {
    ! raw "$1" && { [ -z "$2" ] || grep -q "$2" "$1" || { echo "there is no '$2':"; head -5 "$1"; return 1; }; }
}
# no_raw_csv FILE: likewise of CSV, whose lines end with CR and which may begin with a byte order mark.
no_raw_csv() {
    tr -d '\r' <"$1" | sed '1s/^\xef\xbb\xbf//' >"$1.text"
    no_raw "$1.text" "$2"
}
# no_raw_screen FILE WORD: likewise of what was sent to an xterm, without the sequences that ncurses makes of its terminfo; where one
# of the texts was among them, it has lost its middle.
no_raw_screen() {
    LC_ALL=C sed 's/\x1b\[?\(1\|7\|12\|25\|1049\|2004\)[;0-9]*[hl]//g; s/\x1b]104\x07//g; s/\x1b\[2[23];0;0t//g; s/\x1b\[4l//g
        s/\x1b[=>78M]//g; s/\x1b(B//g; s/\x1b\[[0-9;]*[HABCDGdJKXmrLMPSTb@]//g; s/[\r\x08]//g' "$1" >"$1.text"
    no_raw "$1.text" "$2" && { ! grep -o '.\{0,9\}H[0-9]\{3\}E.\{0,9\}' "$1.text"; }
}
ok "there are three hundred hostile texts" [ "$cases" -ge 300 ]
printf '%b' "$(texts | cut -f2)" >"$dir/all"
ok "raw text is seen as such" raw "$dir/all"

at_terminal() {
    "$pty" -h "$HOME"
}
stored_text() {
    sqlite3 "$db" "SELECT ghi FROM chu WHERE ma = '$1'" >"$dir/stored"
}
to_note="key F5
wait ─ Go to
send note
wait search: note
send \\r
gone search:"

# ---- door: the keyboard ----

# What no terminal sends for a key.
no_keys='C1|C1 byte|line break|bidi|zero width|variation|tag|private use|noncharacter|unknown|marks|malformed'
typed() {
    empty_db && { cat <<END
spawn $letters enter chu
wait F6 New
key F6
wait Line 1
send t1
$to_note
END
    texts "$no_keys" | cut -f2 |
        while read -r text; do printf 'send %s\\r\n' "$(printf '%b' "$text" | od -An -v -tx1 | tr -d '\n' | sed 's/ /\\x/g')"; done
    cat <<END
send end
wait end
send \xe2\x80\xaex
wait 1 control or invisible character was left out
key F10
wait Saved
key Ctrl-Q
exit 0
END
    } | at_terminal && stored_text t1 && no_raw "$dir/stored" endx &&
        [ "$(grep -c '^H[0-9]' "$dir/stored")" = "$(texts "$no_keys" | grep -c .)" ]
}
ok "what is typed is cleaned, and what was left out is told" typed

# ---- door: a paste ----

pasted() {
    texts | cut -f2 | while read -r text; do printf '%b\r' "$text"; done >"$dir/pasted"
    empty_db && at_terminal <<END && stored_text p1 && no_raw "$dir/stored" "H${cases}.*E" && [ "$(grep -c '^H[0-9]' "$dir/stored")" = "$cases" ]
spawn $letters enter chu
wait F6 New
key F6
wait Line 1
send p1
$to_note
paste $dir/pasted
wait left out, the first of them letter
key F10
wait Saved
key Ctrl-Q
exit 0
END
}
ok "what is pasted is cleaned, and what was left out is told with its place" pasted

# ---- door: a file ----

# Every row is refused, with its line and its place, and given back as it came; of what is no UTF-8 every file is.
imported() {
    empty_db
    { echo ma,d1
      texts "C0|C1|CSI|OSC|DCS|string|Esc|line break|bidi|zero width|variation|tag|private use|noncharacter|unknown|marks" |
        while IFS='	' read -r n text; do printf '%s,"%b"\n' "h$n" "$text"; done; } >"$dir/in.csv"
    rows=$(($(wc -l <"$dir/in.csv") - 1))
    $letters import chu "$dir/in.csv" >"$dir/told" 2>&1
    cat "$dir/told"
    [ "$(sqlite3 "$db" 'SELECT count(*) FROM chu')" = 0 ] && no_raw "$dir/told" "$rows rows were rejected" &&
        [ "$(grep -ac ',d1,"\{0,1\}letter [45] ' "$dir/in.rejected.csv")" = "$rows" ]
}
imported_malformed() {
    texts "$malformed" | while IFS='	' read -r n text; do
        printf 'ma,d1\nh%s,"%b"\n' "$n" "$text" >"$dir/in.csv"
        ! $letters import chu "$dir/in.csv" >"$dir/told" 2>&1 && no_raw "$dir/told" 'UTF-8\|encoding\|letter' || { echo "h$n"; cat "$dir/told"; exit 1; }
    done && [ "$(sqlite3 "$db" 'SELECT count(*) FROM chu')" = 0 ]
}
ok "what is imported is refused, each row with its line and place" imported
ok "a file that is no UTF-8 is refused" imported_malformed

# ---- door: definitions ----

defined() {
    rm -rf "$dir/app" && cp -R tests/fixtures/go_chu "$dir/app" && texts | while IFS='	' read -r n text; do
        printf '\n[field n%s]\ntype = text\nlabel = %b\n' "$n" "$text"
    done >>"$dir/app/forms/chu.ini"
    ! "$phieu" --lang en --app "$dir/app" check >"$dir/told" 2>&1
    no_raw "$dir/told" "forms/chu.ini:[0-9]*: " || return 1
    lines=$(grep -v 'has no label' "$dir/told" | cut -d: -f2 | sort -un | wc -l)
    [ "$lines" = "$cases" ] || { echo "$lines lines of $cases are told"; return 1; }
}
ok "labels of definitions are refused, each with its line" defined

# ---- door: behind our back ----

cat >"$dir/plant.awk" <<'END'
BEGIN { FS = "\t"; q = sprintf("%c", 39) }
{
    text = "CAST(x" q "48"
    for (i = 1; i <= 3; i++) text = text "3" substr($1, i, 1)
    text = text $3 "45" q " AS TEXT)"
    print "UPDATE chu SET d1 = " text ", d2 = " text " WHERE ma = " q "h" $1 q ";"
    print "UPDATE chu SET ghi = coalesce(ghi || char(10), " q q ") || " text " WHERE ma = " q "all" q ";"
    print "UPDATE _history SET who = " text ", role = " text ", reason = " text ", changes = json_array(json_object(" \
        q "path" q ", " q "d1" q ", " q "old" q ", " text ", " q "new" q ", " text "))" \
        " WHERE record = (SELECT _id FROM chu WHERE ma = " q "h" $1 q ");"
}
END

# Records are made as they should be; then the sqlite3 shell puts the texts into them, into their history and into a draft.  The last
# record has all of them.
planted() {
    empty_db
    { echo ma,d1
      texts | sed 's/^\(...\).*/h\1,sạch \1/'
      echo all,sạch; } >"$dir/clean.csv"
    printf 'key F6\ntype draft\nkey Tab\ntype sạch\nrest\n' >"$dir/draft.keys"
    $letters import chu "$dir/clean.csv" && $letters enter chu --script "$dir/draft.keys" || return 1
    { echo 'BEGIN; DROP TRIGGER _history_stays;'
      awk -f "$dir/plant.awk" "$dir/corpus"
      echo "UPDATE _draft_value SET raw = (SELECT ghi FROM chu WHERE ma = 'all') WHERE path = 'd1';"
      echo 'COMMIT;'; } | sqlite3 "$db"
}
ok "hostile texts can be put into the database behind our back" planted

# ---- exits ----

# told FILE WORD COMMAND…: what it says on both its outputs.
told() {
    file=$1
    word=$2
    shift 2
    "$@" >"$dir/$file" 2>&1
    no_raw "$dir/$file" "$word"
}
every_record() {
    for n in $(seq -f 'h%03g' 1 7 "$cases"); do
        told show 'H[0-9]' $letters show chu "$n" && told log 'H[0-9]' $letters log chu "$n" || return 1
    done
}
exported_to() {
    $letters export chu --format "$1" $2 >"$dir/export" && no_raw_csv "$dir/export" "H${cases}..*E" &&
        $letters export chu --format "$1" $2 -o "$dir/export" && no_raw_csv "$dir/export" "H${cases}..*E"
}
ok "list shows what commands, and does not obey" told list "H$cases" $letters list chu
ok "… so does show, and the history" every_record
ok "… and show of a text of many lines" told show "H$cases" $letters show chu all
summed() {
    $letters summary dong >"$dir/summary" && no_raw_csv "$dir/summary" "H$cases"
}
ok "… and a summary" summed
for f in csv tsv json; do
    ok "… and an export as $f" exported_to $f
    ok "… and an exact one" exported_to $f --exact
done

ok "… and the questions of the linear mode" told linear "H$cases" $letters --linear enter chu "h$cases" </dev/null

# Another person looks through the list, opens the record that has all texts and its history, and goes on with a draft.
screen_of() {
    { echo "record $dir/screen"
      echo "spawn $letters $1"
      cat
      echo 'key Ctrl-Q'
      echo 'exit 0'; } | at_terminal && no_raw_screen "$dir/screen" "$2"
}
listed_on_screen() {
    { echo 'wait H001'
      for _ in $(seq 16); do printf 'key PgDn\nsettle\n'; done
      printf 'key End\nwait H%s\n' "$cases"; } | screen_of 'enter chu' H001
}
read_on_screen() {
    screen_of 'enter chu all' H001 <<END
wait Line 1
$to_note
wait H$cases
$(for _ in $(seq 18); do printf 'key Up Up Up Up Up Up Up Up Up Up Up Up Up Up Up Up Up\nsettle\n'; done)
END
}
record_on_screen() {
    for n in 010 090 120 200 260 290; do
        screen_of "enter chu h$n" "H$n" <<END || return 1
wait H$n
key Alt-h
wait imported
key Right Right
settle
END
    done
}
draft_on_screen() {
    screen_of '' "H$cases" <<END
wait Unfinished
key Enter
wait H$cases
key Ctrl-Home PgDn
settle
END
}
ok "nothing of it reaches another person's terminal from a list" listed_on_screen
ok "… from a long text" read_on_screen
ok "… from records and their history" record_on_screen
ok "… from a draft" draft_on_screen

# What is said about arguments, names of files and people, and answers.
messages() {
    for n in 001 033 065 097 131 141 175 200 215 230 260 275 290 300; do
        text=$(printf '%b' "$(texts | sed -n "s/^$n	//p")")
        for words in 'show chu' 'log chu' 'import chu' 'export chu --where' 'export' 'summary' 'list' 'check' '--app' '--db' '--lang' '--as' \
            'export chu --format' 'enter chu' 'frobnicate' 'show'; do
            told said "" $letters $words "$text" </dev/null || { echo "$words: $n"; return 1; }
        done
    done
}
ok "nor any message what was said on the command line" messages

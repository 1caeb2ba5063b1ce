# Many records, many fields: what must still be right, in seconds.  How fast it is, tests/bench.sh measures.

dir=$work/$suite
rows=100000
many="$phieu --lang en --app $dir/app --db $dir/many.db"
sh tests/gen_300.sh "$dir" $rows

number() {
    [ "$(sqlite3 "$dir/many.db" "$2")" = "$1" ] || { echo "not $1 but:"; sqlite3 "$dir/many.db" "$2"; return 1; }
}
same_file() {
    $many export hoc_sinh --exact -o "$dir/out.csv" && cmp "$dir/hoc_sinh.csv" "$dir/out.csv"
}
# What the sqlite3 shell writes of the same rows, but for its quotes, is what we write.
same_as_shell() {
    sqlite3 -tabs "$dir/many.db" "SELECT ma, ten, lop, ngay_sinh, printf('%.2f', diem), ghi_chu FROM hoc_sinh ORDER BY ma" >"$dir/shell.tsv"
    $many export hoc_sinh --exact --format tsv | sed 1d | tr -d '\r' | cmp "$dir/shell.tsv" -
}

ok "the application for measuring has no fault" "$phieu" --app "$dir/app" check
ok "$rows rows are imported" says 0 "$rows rows stored" $many import hoc_sinh "$dir/hoc_sinh.csv"
ok "each is there" number $rows 'SELECT count(*) FROM hoc_sinh'
ok "each is counted" number $rows "SELECT n FROM _count WHERE form = 'hoc_sinh'"
ok "each has a line of history" number $rows "SELECT count(DISTINCT record) FROM _history WHERE form = 'hoc_sinh'"
ok "each can be searched" number $rows "SELECT count(*) FROM _search WHERE form = 'hoc_sinh'"
ok "the database is whole" number ok 'PRAGMA quick_check'
ok "they are exported as they came" same_file
ok "they are exported as the sqlite3 shell reads them" same_as_shell
ok "a row is found by its name without accents" says 0 "HS0000001  Trần Thị Bình" $many list hoc_sinh --search "tran thi binh"

# The shipped application with sixteen times the schools, periods and sheets.  What is asked about one period, on the home screen, its
# board and the forms of its conclusions, must not look at the others.
province=$dir/province.db
grow() {
    demo "$dir/school.db" && cp "$dir/school.db" "$province" && sh tests/grow.sh "$province"
}
# vm_steps DATABASE FILE: what SQLite does to answer it for one period.
vm_steps() {
    { views
      echo '.param init'
      for name in dot dot_tdg; do echo ".param set :$name \"'$period'\""; done
      echo ".param set :truong \"'$school'\""
      echo '.stats vmstep'
      sed 's/add_[a-z]*(\([^,()]*\), \([^()]*\))/date(\1, \2)/g; s/name_key(/lower(/g' "$2" # functions that the shell lacks
      echo ';'; } | sqlite3 "$1" | sed -n 's/^VM-steps: //p' | tail -1
}
looks_at_one() {
    few=$(vm_steps "$dir/school.db" "$1")
    many_steps=$(vm_steps "$province" "$1")
    echo "$few steps, and $many_steps among sixteen times the records"
    [ "$few" -gt 0 ] && [ "$many_steps" -le $((few * 3 / 2)) ]
}
ok "the sample data grows" grow
period=$(sqlite3 "$dir/school.db" "SELECT d._id FROM dot_tdg AS d JOIN phieu_tieu_chi AS f ON f.dot = d._id WHERE d._state = 'viet' GROUP BY d._id ORDER BY count(*) DESC LIMIT 1")
school=$(sqlite3 "$dir/school.db" "SELECT truong FROM dot_tdg WHERE _id = '$period'")
for file in forms/kdclgd/queries/buoc.sql $(grep -l "'todo'" forms/kdclgd/checks/*.sql) forms/kdclgd/checks/m[ac]_*.sql forms/kdclgd/checks/trung_ma.sql forms/kdclgd/queries/bang_*.sql forms/kdclgd/queries/lk_*.sql; do
    ok "${file#forms/kdclgd/} looks at one period" looks_at_one "$file"
done

# What is asked about all schools looks at each once: with sixteen times as many it does about sixteen times as much, a fifth more for larger trees.
looks_at_each() {
    sed 's/sort_key(/lower(/g; s/:today/'"'2026-11-23'"'/g; s/:truong/NULL/g; s/:dot_tdg/NULL/g' "$1" >"$dir/each.sql" # the shell has no sort_key
    few=$(vm_steps "$dir/school.db" "$dir/each.sql")
    many_steps=$(vm_steps "$province" "$dir/each.sql")
    echo "$few steps, and $many_steps among sixteen times the records"
    [ "$few" -gt 0 ] && [ "$many_steps" -le $((few * 20)) ]
}
for file in forms/kdclgd/queries/cac_truong_*.sql forms/kdclgd/queries/in_bd_*.sql; do
    ok "${file#forms/kdclgd/} looks at each school once" looks_at_each "$file"
done

# No key's cost grows with the records: the pages of the file that are read while a script is played tell, since few are kept.  Trees
# that are one storey higher may cost half as much again.
pages_read() {
    database=$1
    shift
    cp "$database" "$dir/run.db" && rm -f "$dir/run.db-wal" "$dir/run.db-shm"
    ASAN_OPTIONS=verify_asan_link_order=0 READ_COUNT=$dir/reads LD_PRELOAD=$PWD/$build/tests/fail.so "$phieu" --lang en --db "$dir/run.db" "$@" --script "$dir/script" >"$dir/screens"
    cat "$dir/reads"
}
# as_few SMALL LARGE WHAT…: about as many pages in either; on the way through the large one each SCREEN TEXT line of the file `seen`.
as_few() {
    small=$1
    large=$2
    shift 2
    few=$(pages_read "$small" "$@")
    many_pages=$(pages_read "$large" "$@")
    echo "$few pages read, and $many_pages among many records"
    while read -r name text; do
        sed -n "/^── $name$/,/^cursor/p" "$dir/screens" | grep -qF "$text" || { echo "no '$text' on the screen '$name'"; return 1; }
    done <"$dir/seen"
    [ "$few" -gt 0 ] && [ "$many_pages" -le $((few * 3 / 2)) ]
}
pupils_keys() {
    head -n 10001 "$dir/hoc_sinh.csv" >"$dir/tenth.csv"
    "$phieu" --app "$dir/app" --db "$dir/tenth.db" import hoc_sinh "$dir/tenth.csv" >/dev/null || return 1
    cat >"$dir/script" <<'END'
key End, PgUp, Home, PgDn
type tran thi b
key Down
screen found
key Enter, End
type x
key Tab
rest
key F10
screen saved
key Alt-n
screen next
key Alt-b, Esc Esc, Ctrl-U, F6
type HS0000001
key Tab
screen taken
key Esc Esc
END
    cat >"$dir/seen" <<'END'
found HS0000091
saved Saved
next HS0000092
taken Another record has this key already.
END
    as_few "$dir/tenth.db" "$dir/many.db" --app "$dir/app" enter hoc_sinh
}
sheet_keys() {
    cat >"$dir/script" <<'END'
screen sheet
key F5
type weakness
key Enter
type ab
key Tab
rest
key F5
type 1a
key Enter, F4, Esc, F7, F8, F10
screen saved
key Alt-n
screen next
key Esc Esc
screen home
END
    cat >"$dir/seen" <<'END'
sheet Being written
saved saved
next Criterion assessment sheet
home Steps
END
    as_few "$dir/school.db" "$province" --app forms/kdclgd --as Mai:thu_ky enter phieu_tieu_chi "THCS006|2024-2025|thcs|tt18-1.5"
}
ok "keys in a list, a record and the next read no more among ten times the pupils" pupils_keys
ok "keys in a sheet, a save, the next and the home screen read no more among sixteen times the records" sheet_keys

# The list on the screen: its first page, its last, a search that starts over at every letter.
paged() {
    "$pty" -h "$HOME" <<END
spawn $many enter hoc_sinh
wait HS0000001
key End
wait HS0100000
key Home
wait HS0000001
key PgDn PgDn
gone HS0000001
send tran thi binh hs
key Backspace Backspace Backspace
wait Trần Thị Bình
key Ctrl-Q
exit 0
END
}
ok "the list shows its first and its last row, and searches as one types" paged

# A record opened from the depth of the list: coming back, the list stands where it stood.
returns() {
    printf '%s\n' "key End, Up, Up, Up" "screen before" "key Enter, Esc Esc" "screen after" "key Alt-l, Alt-l" "screen switched" >"$dir/back.keys"
    $many --script "$dir/back.keys" enter hoc_sinh | sed '/KK/d; /F1 /d' | awk -v out="$dir/back" '/^── /{ name = $2; next } { print >(out "." name) }'
    grep -q HS0099997 "$dir/back.before" && cmp "$dir/back.before" "$dir/back.after" && cmp "$dir/back.before" "$dir/back.switched"
}
ok "back from a record the list stands where it stood" returns

# 100 calculations, each reading the one before: 7 + 1 + 2 + … + 100.
chained() {
    "$pty" -h "$HOME" <<END || return 1
size 60x80
spawn $many enter f300
wait F6 New
key F6
wait Number 1
send K1
key Tab
send 7
key Tab F5
wait ─ Go to
send sum 100
wait search: sum 100
key Enter
wait 4,957
key F10
wait as version 1
key Ctrl-Q
exit 0
END
    number "7|8|5057" 'SELECT so_1, tinh_1, tinh_100 FROM f300'
}
ok "300 fields and a chain of 100 calculations follow one number" chained

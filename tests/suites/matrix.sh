# Tables of lines and years from the command line: what is stored, shown, taken out and in again.

mt=$work/matrix
mkdir -p "$mt"
figures() {
    "$phieu" --lang en --app tests/fixtures/bang_so --db "$mt/figures.db" "$@"
}

cat >"$mt/so_lieu.csv" <<'END'
truong,nam_cuoi
THCS Lê Lợi,2023
END
cat >"$mt/o.csv" <<'END'
truong,dong,nam,so,nguon
THCS Lê Lợi,Classes,22-23,16,
THCS Lê Lợi,k6,22-23,1040,register
THCS Lê Lợi,k9,22-23,60,
THCS Lê Lợi,nu,22-23,540,
THCS Lê Lợi,k6,21-22,120,
THCS Lê Lợi,k9,15-16,7,
END

matrix_shown() {
    figures show so_lieu "THCS Lê Lợi" >"$mt/shown" || return 1
    sed 's/ *$//' "$mt/shown" | diff - /dev/fd/3 3<<'END'
Figures of pupils
School: THCS Lê Lợi
Last school year: 2023
Pupils over the years
  Figure          15-16  21-22               22-23
  Classes                                       16
  - Grade 6                120               1,040
  - Grade 9           7                         60
  All                      120               1,100
  Girls                         540/1,100 (49.1 %)
  Pupils a class                              68.8
  - Grade 6, School year 2022-2023
    Source: register
All years together: 1,220
Version: 2
END
}

matrix_checked() { [ -z "$(figures check 2>&1)" ]; }

matrix_empty() {
    figures import so_lieu "$mt/so_lieu.csv" || return 1
    [ "$(sqlite3 "$mt/figures.db" 'SELECT count(*) FROM so_lieu__o')" = 0 ]
}

# Six answers, two sums, one average; none of the 60 places that hold nothing.
matrix_stored() {
    [ "$(sqlite3 "$mt/figures.db" 'SELECT count(*) FROM so_lieu__o')" = 9 ]
}

matrix_again() {
    figures export so_lieu.o --exact -o "$mt/out.csv" || return 1
    figures import --exact so_lieu.o "$mt/out.csv" || return 1
    figures export so_lieu.o --exact | cmp - "$mt/out.csv"
}

ok "the application with matrices has no fault" matrix_checked
ok "a record comes in, without places that hold nothing" matrix_empty
ok "figures come in, a row for each place, as people call its line and year" figures import so_lieu.o "$mt/o.csv"
ok "only places that hold something are stored" matrix_stored
ok "show prints a matrix crosswise, parts with both numbers, what is left of other years first" matrix_shown
ok "a matrix goes out and in again, to the byte" matrix_again
printf 'truong,dong,nam,so\nTHCS Lê Lợi,k66,22-23,16\n' >"$mt/k66.csv"
ok "a line that the list does not have is refused" says 1 "k66" figures import so_lieu.o "$mt/k66.csv"
# A closed year, by the expression that makes its cells read-only: what a file says is refused, the other years take it.
printf 'truong,nam\nTHCS Lê Lợi,22-23\n' >"$mt/closed.csv"
printf 'truong,dong,nam,so\nTHCS Lê Lợi,k6,22-23,1\n' >"$mt/shut.csv"
printf 'truong,dong,nam,so\nTHCS Lê Lợi,k6,21-22,121\n' >"$mt/open.csv"
ok "a year is closed by a row" figures import so_lieu.nam_dong "$mt/closed.csv"
ok "… a file changes nothing in it" says 1 "“Number” can only be read here: take the change back." figures import so_lieu.o "$mt/shut.csv"
ok "… what is the same is no change" figures import so_lieu.o "$mt/out.csv"
ok "… and other years take what it says" figures import so_lieu.o "$mt/open.csv"
opened() {
    printf '%s\n' 'size 24x80' 'key F5' 'type closed' 'key Enter, Alt-d, F5' 'type grade 6' 'key Enter, End, Shift-Tab, Ctrl-U' 'type 1041' 'key F10' 'screen end' >"$mt/open.keys"
    figures --script "$mt/open.keys" enter so_lieu "THCS Lê Lợi" >"$mt/opened"
    [ "$(sqlite3 "$mt/figures.db" "SELECT so FROM so_lieu__o WHERE _row_key = 'k6|2022-2023'")" = 1041 ] || { cat "$mt/opened"; return 1; }
    [ "$(sqlite3 "$mt/figures.db" 'SELECT count(*) FROM so_lieu__nam_dong')" = 0 ]
}
ok "… what a save itself opens it may change" opened

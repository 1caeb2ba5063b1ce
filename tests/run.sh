#!/bin/sh
# run.sh BUILD [SUITE…]: the tests of the whole program, one suite a file of tests/suites; ends with a line of counts.
cd "$(dirname "$0")/.." || exit 1
build=$1
shift
[ $# -gt 0 ] || set -- $(cd tests/suites && ls -- *.sh | sed 's/\.sh$//')
passed=0
failed=0
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM

# ok NAME COMMAND…: one test.
ok() {
    name=$1
    shift
    if "$@" >"$work/out" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $name"
        sed 's/^/    /' "$work/out" | head -40
    fi
}

# says CODE TEXT COMMAND…: it ends with CODE, and TEXT stands in what it says; for use behind ok.
says() {
    code=$1
    text=$2
    shift 2
    "$@" >"$work/said" 2>&1
    ended=$?
    cat "$work/said"
    [ "$ended" = "$code" ] || { echo "it ended with $ended, not with $code"; return 1; }
    grep -qF -- "$text" "$work/said" || { echo "it does not say: $text"; return 1; }
}

# untouched FILE COMMAND…: the file holds the same bytes afterwards, whatever the command says.
untouched() {
    file=$1
    shift
    before=$(sha256sum "$file")
    "$@"
    ended=$?
    [ "$before" = "$(sha256sum "$file")" ] || { echo "$file was changed"; return 1; }
    return $ended
}

# demo FILE: a copy of the sample database, which is made once a run.
demo() {
    [ -e "$work/demo.db" ] || PHIEU_NOW=2026-11-23T01:05:00.000Z \
        "$phieu" --app forms/kdclgd --db "$work/demo.db" demo || return 1
    cp "$work/demo.db" "$1"
}

# views: the application's, for the sqlite3 shell; a database holds none (src/store/views.c).
views() {
    for view in forms/kdclgd/views/*.sql; do
        printf 'CREATE TEMP VIEW %s AS\n' "$(basename "$view" .sql)"
        cat "$view"
        echo ';'
    done
}
# views_sql DATABASE SQL: what the sqlite3 shell answers, which knows the views.
views_sql() {
    { views; echo "$2;"; } | sqlite3 "$1"
}

# Nobody's own settings: neither of the person who tests nor of the machine.
unset PHIEU_APP PHIEU_DB PHIEU_LANG LINES COLUMNS LC_ALL LC_CTYPE LANGUAGE
export LANG=C.UTF-8 HOME="$work/home" XDG_CONFIG_HOME="$work/home" XDG_DATA_HOME="$work/home"
mkdir "$HOME"
# ncurses itself forgets a block when it does not know the terminal.
echo leak:new_prescr >"$work/ncurses.supp"
export LSAN_OPTIONS="suppressions=$work/ncurses.supp:print_suppressions=0"

phieu=$PWD/$build/phieu
pty=$PWD/$build/tests/pty
for suite in "$@"; do
    mkdir -p "$work/$suite"
    unset PHIEU_NOW # a suite before may have stopped the clock
    . "tests/suites/$suite.sh"
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]

#!/bin/sh
# run.sh BUILD [SUITE…]: the tests of the whole program, one suite a file of tests/suites; ends with a line of counts.  All of them run
# each in a process of its own, as many at once as there are processors, the long ones first.
cd "$(dirname "$0")/.." || exit 1
build=$1
shift
passed=0
failed=0
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
sample=${PHIEU_SAMPLE:-$work/demo.db} # the sample database, which is made once a run

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

# demo FILE: a copy of the sample database.
demo() {
    [ -e "$sample" ] || PHIEU_NOW=2026-11-23T01:05:00.000Z "$phieu" --app forms/kdclgd --db "$sample" demo || return 1
    cp "$sample" "$1"
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
# each SUITE…: every suite as a run of its own; what fails is printed as it ends.
each() {
    demo "$work/first.db" >/dev/null && export PHIEU_SAMPLE="$sample" || return 1
    # shellcheck disable=SC2016
    printf '%s\n' "$@" | xargs -P "$(nproc)" -I{} sh -c 'sh tests/run.sh "$1" "$2" >"$3/$2.out" 2>&1; sed "/^[0-9]* passed, [0-9]* failed$/d" "$3/$2.out"' \
        - "$build" {} "$work"
    for suite in "$@"; do
        counts=$(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$work/$suite.out")
        [ -n "$counts" ] || { counts='0 1'; echo "FAILED: the suite $suite did not come to its end"; }
        passed=$((passed + ${counts% *}))
        failed=$((failed + ${counts#* }))
    done
}

if [ $# = 0 ]; then
    # shellcheck disable=SC2046
    each $(cd tests/suites && ls -S -- *.sh | sed 's/\.sh$//') || exit 1
else
    for suite in "$@"; do
        mkdir -p "$work/$suite"
        unset PHIEU_NOW # a suite before may have stopped the clock
        . "tests/suites/$suite.sh"
    done
fi
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]

# What the parts of tests/faults share.  Each part is a file PART.sh with two functions, PART N (N rounds, or the short part) and
# PART_planted, which must fail: a fault that the harness has to catch.  They are run by tests/faults/run.sh (make faults), and with few
# rounds by tests/suites/harness.sh (make check).

# A number from 0 to $1 - 1, of up to nine digits; the same numbers for the same seed.  It is asked for in $(…), where no variable outlives it: a file remembers.
echo "${SEED:-1}" >"$work/seed"
dice() {
    read -r seed <"$work/seed"
    seed=$(((seed * 48271 + 11) % 2147483647))
    echo $seed >"$work/seed"
    echo $((seed % $1))
}

# fresh FILE: the sample database, alone.
fresh() {
    rm -f "$1" "$1-wal" "$1-shm" "$1-journal"
    demo "$1"
}

# Everything that people read of a database, as one text.
answers() {
    for form in $(cd forms/kdclgd/forms && ls -- *.ini | sed 's/\.ini$//'); do
        "$phieu" --lang en --app forms/kdclgd --db "$1" export "$form" --exact --personal || return 1
    done
}

# at_each HOW PREPARE CHECK COMMAND…: run COMMAND again and again, each time with the next of its writes failing; after each,
# CHECK CODE says whether all is well.  Ends when the command has had its way to the end.  $step: how far the next write is (1).
# HOW: as tests/program/fail.c says it; read, open: the next of these fails with EIO.
at_each() {
    [ -e "$build/tests/fail.so" ] || { echo "build $build/tests/fail.so first"; return 1; }
    how=$1
    case $how in read | open) on=$how failing=EIO ;; *) on=write failing=$how ;; esac
    prepare=$2
    check=$3
    shift 3
    at=0
    calls=0
    while [ $at -le "$calls" ]; do
        at=$((at + ${step:-1}))
        [ $at -lt 2000 ] || { echo "it never ends"; return 1; }
        calls=2000
        rm -f "$dir/calls"
        $prepare || return 1
        FAIL_AT=$at FAIL_ON=$on FAIL_HOW=$failing FAIL_COUNT=$dir/calls LD_PRELOAD=$PWD/$build/tests/fail.so "$@" >"$dir/out" 2>&1
        ended=$?
        [ -e "$dir/calls" ] && calls=$(cat "$dir/calls")
        $check "$ended" || { echo "$on $at of $how: ended with $ended"; cat "$dir/out"; return 1; }
    done
    echo "$at times"
    [ $at -gt 5 ] # else nothing was counted
}

# One line from the sqlite3 shell that must be "ok".
sql_ok() {
    found=$(sqlite3 "$db" "$1" 2>&1)
    [ "$found" = ok ] || { echo "sqlite3 finds: $found"; return 1; }
}
not_crashed() {
    [ "$1" -lt 128 ] || [ "$1" = 137 ] # 137: our own kill -9
}

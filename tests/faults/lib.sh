# What the parts of tests/faults share.  Each part is a file PART.sh with two functions, PART N (N rounds, or the short part) and
# PART_planted, which must fail: a fault that the harness has to catch.  They are run by tests/faults/run.sh (make faults), and with few
# rounds by tests/suites/harness.sh (make check).

# A number from 0 to $1 - 1; the same numbers for the same seed.
seed=${SEED:-1}
dice() {
    seed=$(((seed * 1103515245 + 12345) % 2147483648))
    echo $((seed / 65536 % $1))
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

# The disk is full, in steps: from one that has no room at all to one with enough (tests/program/full_inside.sh), each a tmpfs in a namespace.

full_can() {
    unshare -rm true 2>/dev/null && return 0
    echo "skipped: there are no namespaces for whoever runs this"
    return 1
}
# full_disks STEP [VARIABLES]
full_disks() {
    rm -f "$dir/full/said"
    PTY=$pty PRELOAD="ASAN_OPTIONS=verify_asan_link_order=0 LD_PRELOAD=$PWD/$build/tests/fast.so$2" unshare -rm sh tests/program/full_inside.sh "$dir/full" "$1" \
        "$phieu" --lang en --app "$dir/full/app" --as Mai
}

full() {
    case $1 in short) step=48 ;; *) step=4 ;; esac
    full_can || return 0
    mkdir -p "$dir/full" && cp -R tests/fixtures/so_sach "$dir/full/app" && printf 'ma,ten\nT1,Tên 1\n' >"$dir/full/one.csv" &&
        "$phieu" --app "$dir/full/app" --db "$dir/full/start.db" --as Mai import truong "$dir/full/one.csv" >/dev/null &&
        sqlite3 "$dir/full/start.db" "PRAGMA wal_checkpoint(TRUNCATE)" >/dev/null && echo "# changed since" >>"$dir/full/app/app.ini" && full_disks $step
}

# From the save on what is not written is told as written.
full_planted() {
    full_can || return 1
    LIMIT=3 full_disks 1000 ":$PWD/$build/tests/fail.so FAIL_HOW=lost FAIL_AT=38"
}

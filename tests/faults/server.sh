# Many sessions at one daemon, on a disk that takes 12 ms to sync, write into the same 20 records: no update is lost.  Then bytes that no
# session sends, while one that behaves is answered.  tests/program/load.c does it.

server_start() {
    rm -f "$dir/ready"
    mkfifo "$dir/ready"
    fresh "$dir/served.db" || return 1
    LD_PRELOAD=$PWD/$build/tests/slow.so ASAN_OPTIONS=verify_asan_link_order=0 "$phieu" --lang en --app forms/kdclgd \
        --db "$dir/served.db" --socket "$dir/sock" serve >"$dir/ready" 2>"$dir/log" &
    daemon=$!
    read -r line <"$dir/ready"
}
# It still runs, and ends in order.
server_stop() {
    kill $daemon && wait $daemon || { echo "the daemon ended with $?"; cat "$dir/log"; return 1; }
}
server_load() {
    "$PWD/$build/tests/load" "$dir/sock" forms/kdclgd "$@"
}

server() {
    case $1 in short) load="20 25 0" rounds=140 ;; *) load="200 50 1000" rounds=7000 ;; esac
    server_start || return 1
    # shellcheck disable=SC2086
    server_load save nguoi ho_ten $load && server_load hostile $rounds
    said=$?
    server_stop && [ $said = 0 ] && [ "$(sqlite3 "$dir/served.db" "PRAGMA integrity_check")" = ok ]
}

# Whoever saves says that they saw the newest version, which they did not.
server_planted() {
    server_start || return 0
    server_load blind nguoi ho_ten 20 25 0
    said=$?
    server_stop || return 0
    return $said
}

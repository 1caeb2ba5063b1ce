# People at their screens at the same time, at one daemon whose disk takes 12 ms to sync: each makes a record of their own and saves it
# again and again; all of it is stored.  tests/program/crowd.c types, and prints how long an echo and a save took.

crowd_steps() {
    printf 'F2 Menu\t\\eOQ\nSelf-assessment period\t\\e[F\\r\nF6 New\t\\e[17~\nFull name\tP%%d\\t\n' >"$dir/steps"
}
# Of $1 people each has saved $2 times, the last time $3 letters in all.
crowd_stored() {
    found=$(sqlite3 "$dir/served.db" "SELECT count(*), min(_version), min(length(ho_ten)) FROM nguoi WHERE ma_nguoi GLOB 'P[0-9]*'")
    [ "$found" = "$1|$2|$3" ] || { echo "stored: $found, not $1|$2|$3"; return 1; }
}

crowd() {
    . tests/faults/server.sh
    case $1 in short) people=12 saves=2 letters=5 think=20 ;; *) people=200 saves=5 letters=12 think=300 ;; esac
    server_start && crowd_steps || return 1
    "$PWD/$build/tests/crowd" $people $saves $letters $think "$dir/steps" "$phieu" --session --lang en --app "$PWD/forms/kdclgd" \
        --socket "$dir/sock" --as :thu_ky
    said=$?
    server_stop && [ $said = 0 ] && crowd_stored $people $saves $((saves * letters))
}

# A daemon that is stopped answers nobody: that must be seen.
crowd_planted() {
    server_start && crowd_steps || return 0
    kill -STOP $daemon
    CROWD_PATIENCE=2 "$PWD/$build/tests/crowd" 2 1 1 1 "$dir/steps" "$phieu" --session --lang en --app "$PWD/forms/kdclgd" --socket "$dir/sock" \
        --as :thu_ky 2>/dev/null
    said=$?
    kill -CONT $daemon
    server_stop || return 0
    return $said
}

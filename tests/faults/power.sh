# The power goes at a random moment.  A run is recorded once (tests/program/record.c); then the disk is made as the cut may have left it
# (tests/program/replay.c), again and again, and what had been told as done by then must be there, as behind kill -9 (kills.sh).
. tests/faults/kills.sh

# What is there before the flow $1 begins.
power_begin() {
    flow=$1
    round=0
    took=
    power=$dir/power
    rm -rf "$power" "$kills"/run* "$dir/record" && mkdir "$power" && cp "$kills/start.db" "$db"
}
# power_record FLOW [END]: what is typed and told; syncs of files ending in END are not made.
power_record() {
    power_begin "$1" && kills_script && cp "$kills"/run* "$power/" || return 1
    # what is said is added to the record; at its end the program copies its log back
    [ $flow = import ] || echo "key Ctrl-Q" >>"$kills/script"
    echo "exit 0" >>"$kills/script"
    sed "s/^say /say A /; s|^spawn env |&RECORD_FILES=$db RECORD_TO=$dir/record ${2:+RECORD_UNSYNCED=$2} |; s|LD_PRELOAD=|&$PWD/$build/tests/record.so:|" \
        "$kills/script" >"$kills/recorded"
    "$pty" -h "$HOME" <"$kills/recorded" >>"$dir/record" 2>"$dir/screen" || { cat "$dir/screen"; return 1; }
    grep -aq '^W' "$dir/record" || { echo "nothing was recorded"; return 1; }
}
# The same of a command; what it was asked for is told as done when it ends well.
power_command() {
    power_begin "$1" && cp "$kills"/run* "$power/" || return 1
    shift
    RECORD_FILES=$kills/run RECORD_TO=$dir/record ASAN_OPTIONS=verify_asan_link_order=0 LD_PRELOAD=$PWD/$build/tests/record.so "$@" >"$dir/out" 2>&1 ||
        { cat "$dir/out"; return 1; }
    echo "A done" >>"$dir/record"
}
# The version of T1, in words; there is no file: nothing.
power_holds() {
    [ -e "$1" ] && sqlite3 "$1" "SELECT ten FROM truong WHERE ma = 'T1'" && sqlite3 "$1" "PRAGMA integrity_check"
}
# The database is always there; what was told is there, whole.  A copy brought back keeps what it replaced.
power_there() {
    told=$(cat "$dir/said")
    now=$(power_holds "$db")
    was="Tên 1
ok" other="Tên khác
ok"
    case $flow in
    backup) [ "$now" = "$was" ] && { [ -z "$told" ] || [ "$(power_holds "$kills/run-copy.db")" = "$was" ]; } ;;
    restore)
        [ "$now" = "$was" ] && [ -z "$told" ] || { [ "$now" = "$other" ] && [ "$(power_holds "$(ls "$kills"/run-replaced-*.db)")" = "$was" ]; }
        ;;
    esac && $alone verify >"$dir/proof"
}
# $1 cuts, the first with the seed $2; $check says whether all is well behind each.
power_cuts() {
    cuts=0
    while [ $cuts -lt "$1" ]; do
        rm -rf "$kills"/run*
        "$PWD/$build/tests/replay" "$dir/record" "$power" $(($2 + cuts)) "$kills" >"$dir/said" && $check || { echo "$flow, cut with the seed $(($2 + cuts))"; cat "$dir/said"; return 1; }
        cuts=$((cuts + 1))
    done
    echo "$flow: $cuts cuts"
}
power_prepare() {
    printf 'ma,ten\nT1,Tên khác\n' >"$kills/other.csv"
    [ -e "$kills/other.db" ] || "$phieu" --app "$kills/app" --db "$kills/other.db" --as Mai import truong "$kills/other.csv" >/dev/null || return 1
    [ -d "$kills" ] || kills_prepare || return 1
    [ -e "$kills/start.db" ] || { sqlite3 "$db" "PRAGMA wal_checkpoint(TRUNCATE)" >/dev/null && cp "$db" "$kills/start.db"; }
}

power() {
    case $1 in short) n=10 ;; *) n=850 ;; esac
    rm -rf "$dir/kills"
    check=kills_check
    kills_prepare && power_prepare || return 1
    for f in edit new move import; do
        power_record $f && power_cuts $n "${SEED:-1}" || return 1
    done
    check=power_there
    power_command backup $alone backup "$kills/run-copy.db" && power_cuts $n "${SEED:-1}" &&
        power_command restore $alone restore "$kills/other.db" --yes && power_cuts $n "${SEED:-1}"
}

# A program that syncs only when the log is copied back (synchronous = NORMAL) loses what it told as saved.
power_planted() {
    check=kills_check
    power_prepare && power_record edit -wal && power_cuts 200 1
}

# The power goes at a random moment.  A run is recorded once (tests/program/record.c); then the disk is made as the cut may have left it
# (tests/program/replay.c), again and again, and what had been told as done by then must be there, as behind kill -9 (kills.sh).
. tests/faults/kills.sh

power_record() {
    flow=$1
    round=0
    took=
    power=$dir/power
    rm -rf "$power" "$kills"/run.* && mkdir "$power" && cp "$kills/start.db" "$db" || return 1
    kills_script || return 1
    cp "$db" "$power/" || return 1
    [ ! -e "$db-wal" ] || cp "$db-wal" "$power/"
    # what is said is added to the record; at its end the program copies its log back
    [ $flow = import ] || echo "key Ctrl-Q" >>"$kills/script"
    echo "exit 0" >>"$kills/script"
    sed "s/^say /say A /; s|^spawn env |&RECORD_FILES=$db RECORD_TO=$dir/record ${2:+RECORD_UNSYNCED=$2} |; s|LD_PRELOAD=|&$PWD/$build/tests/record.so:|" \
        "$kills/script" >"$kills/recorded"
    rm -f "$dir/record"
    "$pty" -h "$HOME" <"$kills/recorded" >>"$dir/record" 2>"$dir/screen" || { cat "$dir/screen"; return 1; }
    grep -aq '^W' "$dir/record" || { echo "nothing was recorded"; return 1; }
}
# $1 cuts, the first with the seed $2.
power_cuts() {
    cuts=0
    while [ $cuts -lt "$1" ]; do
        rm -rf "$kills"/run.*
        "$PWD/$build/tests/replay" "$dir/record" "$power" $(($2 + cuts)) "$kills" >"$dir/said" && kills_check || { echo "$flow, cut with the seed $(($2 + cuts))"; cat "$dir/said"; return 1; }
        cuts=$((cuts + 1))
    done
    echo "$flow: $cuts cuts"
}
power_prepare() {
    [ -d "$kills" ] || kills_prepare || return 1
    [ -e "$kills/start.db" ] || { sqlite3 "$db" "PRAGMA wal_checkpoint(TRUNCATE)" >/dev/null && cp "$db" "$kills/start.db"; }
}

power() {
    case $1 in short) n=10 ;; *) n=1250 ;; esac
    rm -rf "$dir/kills"
    kills_prepare && power_prepare || return 1
    for f in edit new move import; do
        power_record $f && power_cuts $n "${SEED:-1}" || return 1
    done
}

# A program that syncs only when the log is copied back (synchronous = NORMAL) loses what it told as saved.
power_planted() {
    power_prepare && power_record edit -wal && power_cuts 200 1
}

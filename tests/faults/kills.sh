# The program is killed at a random moment while somebody types at it, or the daemon under them, or both.  What the screen told as saved is
# stored, a draft that was on the disk is still there, a save is whole or not there, and the database proves.  It is never made anew: each
# round goes on with what the one before left behind.

kills_prepare() {
    kills=$dir/kills
    db=$kills/run.db
    mkdir "$kills" && cp -R tests/fixtures/so_sach "$kills/app" || return 1
    alone="$phieu --lang en --app $kills/app --db $db --as Mai"
    printf 'ma,ten\nT1,Tên 1\n' >"$kills/one.csv"
    $alone import truong "$kills/one.csv" >/dev/null
}
# The clock runs a hundred times as fast: a draft is on the disk 20 ms behind the last key.
kills_env="env ASAN_OPTIONS=verify_asan_link_order=0 LD_PRELOAD=$PWD/$build/tests/fast.so"

# ---- what is typed, and what is told as done ----

# One record, again and again: version N is called "Tên N"; before it is saved its draft is seen on the disk.
kills_edit() {
    version=$(sqlite3 -cmd ".timeout 15000" "$db" "SELECT _version FROM truong WHERE ma = 'T1'")
    printf 'wait *Name\nsay started\n'
    for v in $((version + 1)) $((version + 2)) $((version + 3)); do
        printf 'key Ctrl-U\nsend Tên %s\nwait Tên %s\n' "$v" "$v"
        [ $flow = served ] || [ $((v % 3)) != 0 ] || printf 'until [ "$(sqlite3 %s "SELECT raw FROM _draft_value")" = "Tên %s" ]\nsay draft %s\n' "$db" "$v" "$v"
        printf 'key F10\nwait as version %s\nsay saved %s\n' "$v" "$v"
    done
}
# New ones, one behind the other.
kills_new() {
    printf 'wait F6 New\nkey F6\n'
    for i in 1 2 3; do
        printf 'wait *Code\nsend K%s_%s\nkey Tab\nsend Tên 1\nwait Tên 1\nkey F10\nwait as version 1\nsay new K%s_%s\nkey F6\ngone Tên 1\n' \
            "$round" $i "$round" $i
    done
}
# A period is handed in, which seals a snapshot; the round's number is its year.
kills_move() {
    printf 'truong,nam\nT1,%s\n' $((2100 + round)) >"$kills/dot.csv"
    $alone import dot "$kills/dot.csv" >/dev/null || return 1
    printf 'wait *School\nkey Alt-t\nwait 1 Handed in\nkey Enter\nwait seals the record\nkey Down\nkey Enter\ngone seals the record\nwait Handed in\nsay moved\n'
}
# Twenty records from a file: all or none.
kills_import() {
    { echo "ma,ten"; awk -v r="$round" 'BEGIN { for (i = 1; i <= 20; i++) print "I" r "_" i ",Tên 1" }'; } >"$kills/many.csv"
    printf 'wait 20 rows stored\nsay imported\n'
}

# ---- what must be so afterwards ----

# What was told: the last version saved, and seen as a draft; how many new records; whether the rest.
kills_told() {
    started=0 saved=0 draft=0 new=0 moved=0 imported=0
    while read -r what which; do
        case $what in saved) saved=$which ;; draft) draft=$which ;; new) new=$((new + 1)) ;; *) eval "$what=1" ;; esac
    done <"$dir/said"
}
# Each record agrees with its history and with the search: names tell versions.
kills_whole="SELECT CASE WHEN count(*) THEN group_concat(ma || ' is between') ELSE 'ok' END FROM truong AS t WHERE ten <> 'Tên ' || _version
    OR _version <> (SELECT version FROM _history WHERE form = 'truong' AND record = t._id ORDER BY seq DESC LIMIT 1)
    OR _version > 1 AND 0 = (SELECT coalesce(instr(changes, ten), 0) FROM _history WHERE form = 'truong' AND record = t._id ORDER BY seq DESC LIMIT 1)
    OR 1 <> (SELECT count(*) FROM _search WHERE form = 'truong' AND record = t._id)"
kills_acked() {
    case $flow in
    edit | served)
        echo "SELECT CASE WHEN _version >= $saved AND (_version >= $draft OR (SELECT raw FROM _draft_value WHERE path = 'ten') = 'Tên $draft')
            THEN 'ok' ELSE 'version ' || _version END FROM truong WHERE ma = 'T1'"
        ;;
    new) echo "SELECT CASE WHEN count(*) >= $new THEN 'ok' ELSE count(*) END FROM truong WHERE ma GLOB 'K${round}_*'" ;;
    move)
        echo "SELECT CASE WHEN (_state = 'da_nop') = count(s.record) AND (_state = 'da_nop' OR NOT $moved) THEN 'ok' ELSE _state END
            FROM dot AS d LEFT JOIN _snapshot AS s ON s.record = d._id WHERE d.nam = $((2100 + round))"
        ;;
    import) echo "SELECT CASE WHEN count(*) = 20 OR (count(*) = 0 AND NOT $imported) THEN 'ok' ELSE count(*) END FROM truong WHERE ma GLOB 'I${round}_*'" ;;
    esac
}
kills_check() {
    kills_told
    found=$(sqlite3 -cmd ".timeout 15000" "$db" "PRAGMA integrity_check; $kills_whole; $(kills_acked)" 2>&1)
    [ "$found" = "ok
ok
ok" ] || { echo "sqlite3 finds: $found"; return 1; }
    $alone verify >"$dir/proof" || { cat "$dir/proof"; return 1; }
}

# ---- a server ----

# Whatever ends the daemon, another takes its place.
kills_serve() {
    for who in Mai "$(id -un)"; do
        $alone user add "$who" >/dev/null && $alone user grant "$who" lanh_dao >/dev/null || return 1
    done
    : >"$kills/up"
    while [ -e "$kills/up" ]; do
        sh -c 'echo $$ >"$0/pid.new" && mv "$0/pid.new" "$0/pid" && exec "$@"' "$kills" "$phieu" --lang en --app "$kills/app" --db "$db" --socket "$kills/sock" serve
    done >"$kills/served" 2>&1 &
    supervisor=$!
}
kills_answers() {
    tries=0
    until "$phieu" --lang en --app "$kills/app" --socket "$kills/sock" list truong >"$kills/answer" 2>&1; do
        tries=$((tries + 1))
        [ $tries -lt 3000 ] || { cat "$kills/answer" "$kills/served"; return 1; }
    done
}
kills_stop() {
    rm "$kills/up" && kill "$(cat "$kills/pid")" && wait $supervisor
}
# A session whose daemon is killed saves with the next one, and does not show it.
kills_outlives() {
    [ "$flow" != served ] || [ $((round % 3)) != 1 ] || [ $kills_ended = 0 ] || [ $started = 0 ] || { echo "the session does not go on"; return 1; }
}

# ---- a round ----

kills_spawn() {
    case $flow in
    edit) echo "$kills_env $alone enter truong T1" ;;
    new) echo "$kills_env $alone enter truong" ;;
    move) echo "$kills_env $alone enter dot T1|$((2100 + round))" ;;
    import) echo "$kills_env $alone import truong $kills/many.csv" ;;
    served) echo "$phieu --lang en --app $kills/app --socket $kills/sock enter truong T1" ;;
    esac
}
# What of a server is killed: the session, the daemon, or both at once.
kills_victim() {
    [ "$flow" = served ] || return 0
    case $((round % 3)) in 0) echo "" ;; 1) echo ' kill -9 $(cat '"$kills/pid"')' ;; 2) echo ' kill -9 $(cat '"$kills/pid"') $PID' ;; esac
}
# kills_script: as far as it comes; the moment is anywhere in the time that a round takes which nobody disturbs ($took, in microseconds).
kills_script() {
    case $flow in served) typed=kills_edit ;; *) typed=kills_$flow ;; esac
    $typed >"$kills/typed" || return 1
    { echo "spawn $(kills_spawn)"; [ -z "$took" ] || echo "doom $(dice "$took")$(kills_victim)"; cat "$kills/typed"; } >"$kills/script"
}
kills_round() {
    kills_script && { [ $flow != served ] || kills_answers; } || return 1
    "$pty" -h "$HOME" <"$kills/script" >"$dir/said" 2>"$dir/screen"
    kills_ended=$?
}
# How long a round takes that nobody disturbs, with a tenth more.
kills_measure() {
    took=
    round=0
    began=$(date +%s%N)
    kills_round
    [ $kills_ended = 0 ] || { cat "$dir/screen"; return 1; }
    took=$((($(date +%s%N) - began) / 900))
}
kills_flow() {
    flow=$1
    kills_measure && kills_check || return 1
    cut=0
    round=1
    while [ $round -le "$2" ]; do
        kills_round || return 1
        [ $kills_ended = 0 ] || cut=$((cut + 1))
        kills_check && kills_outlives || { echo "seed ${SEED:-1}, $flow, round $round"; cat "$dir/said" "$dir/screen"; return 1; }
        round=$((round + 1))
    done
    echo "$flow: $2 kills, $cut before the end"
    kills_cut=$((kills_cut + cut))
}

kills() {
    case $1 in short) set -- 9 6 6 6 6 ;; *) set -- 700 400 300 300 300 ;; esac
    kills_cut=0
    kills_prepare && kills_flow edit "$1" && kills_flow new "$2" && kills_flow move "$3" && kills_flow import "$4" &&
        [ $kills_cut -gt $((($1 + $2 + $3 + $4) / 3)) ] || return 1 # else it was killed when all was done
    kills_serve && kills_flow served "$5"
    kills_found=$?
    kills_stop && [ $kills_found = 0 ]
}

# "Saved" is told before it is stored, and the history is written by itself.
kills_planted() {
    cat >"$kills/careless.sh" <<'END'
db=$1
echo "*Name"
v=$(sqlite3 "$db" "SELECT _version FROM truong WHERE ma = 'T1'")
while read -r typed; do
    v=$((v + 1))
    echo "Tên $v as version $v"
    sqlite3 "$db" "UPDATE truong SET ten = 'Tên $v', _version = $v WHERE ma = 'T1'"
    sqlite3 "$db" "INSERT INTO _history SELECT seq + 1, txn, at, who, role, declared, op, form, record, $v, reason, '[Tên $v]', record_hash, prev, hash
        FROM _history WHERE form = 'truong' ORDER BY seq DESC LIMIT 1"
done
END
    kills_spawn() {
        echo "sh $kills/careless.sh $db"
    }
    kills_edit() {
        printf 'wait *Name\n'
        v=$(sqlite3 "$db" "SELECT _version FROM truong WHERE ma = 'T1'")
        for v in $((v + 1)) $((v + 2)) $((v + 3)); do
            printf 'send x\\n\nwait as version %s\nsay saved %s\n' "$v" "$v"
        done
    }
    alone=true # what proves is not what is looked at here
    kills_flow edit 100
}

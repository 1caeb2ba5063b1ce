# A piece of memory is not there when it is asked for: the program may end, with a word, but never crash, and the database is whole.

memory_run() {
    LD_PRELOAD=$PWD/$build/tests/oom.so "$phieu" --lang en --app "$memory/app" --db "$memory/run.db" --as Mai "$@"
}
memory_whole() {
    sql_ok "PRAGMA integrity_check" && "$phieu" --lang en --app "$memory/app" --db "$db" verify >"$dir/proof" || { cat "$dir/proof"; return 1; }
}

# Every `step`-th of the calls that importing, and opening the screen, make.
memory_walk() {
    cp "$memory/two.db" "$db"
    OOM_COUNT=$dir/ooms memory_run "$@" >"$dir/out" 2>&1
    all=$(cat "$dir/ooms")
    at=1
    while [ $at -le "$all" ]; do
        rm -f "$db"* && cp "$memory/two.db" "$db"
        OOM_AT=$at memory_run "$@" >"$dir/out" 2>"$dir/told"
        ended=$?
        [ $ended -lt 128 ] || [ $ended = 134 ] || { echo "call $at of $all: it crashed ($ended)"; cat "$dir/told"; return 1; }
        [ $ended = 0 ] || [ -s "$dir/told" ] || { echo "call $at of $all: it ends without a word ($ended)"; return 1; }
        memory_whole || { echo "call $at of $all"; return 1; }
        at=$((at + memory_step))
    done
}

memory() {
    memory=$dir/memory
    db=$memory/run.db
    mkdir -p "$memory" && cp -R tests/fixtures/so_sach "$memory/app"
    printf 'ma,ten\nT1,Một\nT2,Hai\n' >"$memory/two.csv"
    printf 'ma,ten\nT3,Ba\n' >"$memory/third.csv"
    "$phieu" --app "$memory/app" --db "$db" --as Mai import truong "$memory/two.csv" >/dev/null && cp "$db" "$memory/two.db" || return 1
    [ "$1" = full ] && memory_step=31 || memory_step=397
    memory_walk import truong "$memory/third.csv" && memory_walk list truong && memory_walk restore "$memory/two.db" --dry-run
}

# A program that does not look at what malloc gives it.
memory_planted() {
    printf '#include <stdlib.h>\n#include <string.h>\nint main(void) { char *p = malloc(9); strcpy(p, "x"); return p[0] == 0; }\n' >"$dir/careless.c"
    ${CC:-cc} -O0 -o "$dir/careless" "$dir/careless.c" || return 1
    OOM_AT=1 LD_PRELOAD=$PWD/$build/tests/oom.so "$dir/careless"
}

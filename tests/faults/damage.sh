# A byte of the file is another than was written.  Either something is said, plainly, or what people read is what was stored.

# damage_byte FILE: one byte anywhere becomes another.
damage_byte() {
    size=$(stat -c %s "$1")
    at=$(dice "$size")
    old=$(od -An -tu1 -j "$at" -N 1 "$1" | tr -d ' ')
    new=$(((old + 1 + $(dice 255)) % 256))
    printf "\\$(printf %o $new)" | dd of="$1" bs=1 seek="$at" conv=notrunc 2>/dev/null
    echo "$at"
}

# damage_told FILE: `verify` says so in a sentence, or all answers are right.
damage_told() {
    "$phieu" --lang en --app forms/kdclgd --db "$1" verify >"$dir/told" 2>&1
    ended=$?
    [ $ended -lt 128 ] || { echo "it crashed: $ended"; return 1; }
    [ $ended = 0 ] || { [ -s "$dir/told" ] && return 0; echo "it fails without a word"; return 1; }
    answers "$1" >"$dir/answers.now" 2>"$dir/answers.err" || return 0 # refused, with a sentence
    cmp -s "$dir/answers.now" "$dir/answers.whole" || { echo "a wrong answer is shown as right"; return 1; }
}

damage() {
    demo "$dir/whole.db"
    answers "$dir/whole.db" >"$dir/answers.whole" || return 1
    i=0
    while [ $i -lt "$1" ]; do
        fresh "$dir/damaged.db"
        at=$(damage_byte "$dir/damaged.db")
        damage_told "$dir/damaged.db" || { echo "seed ${SEED:-1}, round $i, byte $at"; return 1; }
        i=$((i + 1))
    done
    echo "$i damaged bytes"
}

# An answer that differs, where nobody proves anything: the comparison of answers must see it.
damage_planted() {
    fresh "$dir/planted.db"
    [ -e "$dir/answers.whole" ] || answers "$dir/planted.db" >"$dir/answers.whole"
    sqlite3 "$dir/planted.db" "UPDATE truong SET ten = ten || 'x' WHERE rowid = 1"
    answers "$dir/planted.db" | cmp -s - "$dir/answers.whole"
}

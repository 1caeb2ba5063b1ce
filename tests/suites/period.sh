# What one works on and is not in force today: asked once, and marked in the title line for as long as one works on it.

dir=$work/$suite
db=$dir/run.db
export PHIEU_NOW=2026-11-23T01:05:00.000Z

# on_screen KEYS…: run these lines of a script and print the screens as lines of one blank each.
on_screen() {
    printf '%s\n' "$@" >"$dir/keys"
    "$phieu" --lang en --app forms/kdclgd --db "$db" --as Mai:thu_ky --script "$dir/keys" | tr -s ' '
}
# shows TEXT KEYS…: the last screen shows it; hides TEXT KEYS…: it does not.
shows() {
    text=$1
    shift
    on_screen "$@" "screen last" >"$dir/out"
    sed -n '/^── last/,$p' "$dir/out" | grep -qF -- "$text" || { echo "not there: $text"; cat "$dir/out"; return 1; }
}
hides() {
    text=$1
    shift
    on_screen "$@" "screen last" >"$dir/out"
    ! sed -n '/^── last/,$p' "$dir/out" | grep -F -- "$text" || { cat "$dir/out"; return 1; }
}

choose="key F5
type lợi 2024
key Enter"
sheets="key F2, Down, Down, Enter"
new_sheet="$sheets
key F6"

demo "$db"
ok "a period that is over is asked about" shows "It ended on 31/05/2025; today is 23/11/2026." "$choose"
ok "declined, one works on what one worked on" hides "2024-2025" "$choose" "type 2"
ok "left, the same" hides "2024-2025" "$choose" "key Esc Esc"
ok "a period of today is not asked about, and not marked" hides "(past)" "key F5" "type lợi 2026" "key Enter"
ok "agreed to, it is marked" shows "2024-2025 (past)" "$choose" "type 1"
ok "the mark stays at the next start" shows "2024-2025 (past)" "key F2"
ok "and on every page" shows "(past) > Criterion assessment sheet" "$sheets"
ok "the next start asks again when a record is begun" shows "It ended on 31/05/2025" "$new_sheet"
ok "a new period does not belong to the one before" hides "It ended on" "key F2, Enter, F6"
ok "declined, no record is begun" shows "Nothing was begun" "$new_sheet" "type 2"
ok "left, neither" shows "Nothing was begun" "$new_sheet" "key Esc Esc"
ok "agreed to, it is begun" shows "─ General ─" "$new_sheet" "type 1"
ok "once is enough" hides "It ended on" "$new_sheet" "type 1" "key Ctrl-N"
ok "who agreed when choosing it is not asked again" hides "It ended on" "key F5" "type lợi 2026" "key Enter" "$choose" "type 1" "$new_sheet"
ok "choosing it again does not ask again" hides "It ended on" "$choose" "type 1" "$choose"
ok "the list of periods asks, too" shows "It ended on 31/05/2025" "key F2, Enter" "type lợi 2024" "key Alt-w"
ok "in another list nothing is taken" shows "no records that one works on" "$sheets" "key Alt-w"
ok "F5 chooses in the menu" shows "It ended on 31/05/2025" "key F2" "$choose"
ok "and in a list" shows "(past) > Criterion assessment sheet" "$sheets" "$choose" "type 1"
ok "and on a board" shows "(past) > Progress" "key F2, Down, Enter" "$choose" "type 1"
ok "and marks what was agreed to" shows "2024-2025 (past)" "key F2, Enter" "type lợi 2024" "key Alt-w" "type 1"
PHIEU_NOW=2024-01-10T01:05:00.000Z
ok "a period to come is asked about" shows "It begins on 05/09/2024; today is 10/01/2024." "$choose"
ok "and marked" shows "2024-2025 (to come)" "$choose" "type 1"
unset PHIEU_NOW

# Both languages throughout: a screen that was switched into English is the one that began in it, and says nothing in the other.

dir=$work/$suite
db=$dir/run.db
export PHIEU_NOW=2026-11-23T01:05:00.000Z
demo "$db"

# in_language LANG KEYS…: the last screen.
in_language() {
    lang=$1
    shift
    printf '%s\n' "$@" >"$dir/keys"
    "$phieu" --lang "$lang" --app forms/kdclgd --db "$db" --as Mai:thu_ky --script "$dir/keys"
}
# says_in_english TEXT KEYS…: to a screen on which Alt-L was pressed at the end, and to one that began so.
says_in_english() {
    text=$1
    shift
    in_language en "$@" "screen end" >"$dir/began"
    in_language vi "$@" "key Alt-l" "screen end" >"$dir/switched"
    diff "$dir/began" "$dir/switched" || return 1
    grep -qF -- "$text" "$dir/began" || { echo "not there: $text"; cat "$dir/began"; return 1; }
}
# Vietnamese words of the application that no English screen shows.
vietnamese='Mức \|Hạn \|Đạt \|thiếu\|chưa \|Bước\|Tiêu chí\|Trường có\|ghi chú'
only_english() {
    in_language en "$@" "screen end" >"$dir/began"
    sed 's/Trường THCS Lê Lợi//g' "$dir/began" | grep "$vietnamese" && return 1
    return 0
}

period="key F5
type le loi 2024
key Enter, Enter"
ok "home: the steps and how they stand" says_in_english "Due 14/06/2025" "$period"
ok "… in English alone" only_english "$period"
ok "the role in the title" says_in_english "Mai, Council secretary" "size 24x120"
ok "a board: its rows, heads, cells and last lines" says_in_english "28/28 met · The school is at level 2" "$period" "key F2, Down, Enter"
ok "… in English alone" only_english "$period" "key F2, Down, Enter"
ok "a list" says_in_english "Lower secondary" "$period" "key F2, Down, Down, Enter"
ok "a list, where it stands" says_in_english "| Trường THCS " "key F2, Enter, F7" "key PgDn"
ok "a sheet, its notes and other records' titles" says_in_english "Level 2" "$period" "key F2, Down, Down, Enter, Enter"
ok "a period" says_in_english "Lower secondary" "$period" "key F2, Enter, Enter"
why_in_english() {
    in_language vi "$period" "key F2, Down, Down, Enter, Enter, Alt-l" "type x" "screen end" >"$dir/switched"
    grep -F "“Criterion assessment sheet” is in the state “Approved by the council”" "$dir/switched"
}
ok "why nothing can be changed" why_in_english
ok "a conclusion" says_in_english "Level 2" "$period" "key F2, Down, Down, Down, Down, Enter, Enter"
ok "the menu" says_in_english "Criterion assessment sheet" "key F2"
unset PHIEU_NOW

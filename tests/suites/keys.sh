# Keys in a file: what `phieu keys` prints, what a file changes on the screen, in the help and in the manual, and its faults.

dir=$work/$suite
db=$dir/run.db
mkdir -p "$dir/phieu"
demo "$db"

# with_keys LINES COMMAND…: with these lines as the file of keys that the configuration names.
with_keys() {
    printf '%b\n' "$1" >"$dir/phieu/phim.ini"
    printf '[phieu]\nkeys = phim.ini\n' >"$dir/phieu/phieu.ini"
    shift
    env XDG_CONFIG_HOME="$dir" "$@"
}

same_again() {
    "$phieu" --lang "$1" keys >"$dir/once" && "$phieu" --lang "$1" keys "$dir/once" | cmp - "$dir/once"
}
ok "the table that is printed reads back as the same" same_again en
ok "… in Vietnamese, too" same_again vi
ok "a printed row can be changed" with_keys '[keys]\nsave = F11' sh -c "'$phieu' keys | grep -x 'save = F11'"

moved_keys='[keys]\nsave = F2, Alt-8\nmenu = F10, Alt-m'
# The screen of a sheet and of its help, with save and menu exchanged.
screens_follow() {
    printf '%s\n' "screen sheet" "key Ctrl-End, Enter" "screen last" "key F1, PgDn" "screen help" >"$dir/script"
    with_keys "$moved_keys" "$phieu" --lang en --app forms/kdclgd --db "$db" --as Mai:thu_ky --script "$dir/script" \
        enter phieu_tieu_chi 'THCS006|2024-2025|thcs|tt18-1.5' >"$dir/screens" || return 1
    grep -q 'F1 Help.*F2 Save  Esc Leave' "$dir/screens" && grep -q 'F10 Menu .*Esc Leave' "$dir/screens" && grep -q 'F2 saves' "$dir/screens" && grep -q '^|  F2, Alt-8  *Saves the record\.' "$dir/screens"
}
ok "the key line, the sentences and the help follow a changed key" screens_follow

manual_follows() {
    with_keys "$moved_keys" "$phieu" --man | grep -A1 -x '.It F2, Alt-8' | grep -x 'Saves the record.' &&
        with_keys "$moved_keys" "$phieu" --man | grep -q '^\.It Ctrl-\\e, Alt-y'
}
ok "the manual follows a changed key" manual_follows

# A terminal whose F1 is nothing that anybody knows, whose F12 saves, and whose ESC [ 11 ~ is Home.
works() {
    demo "$db"
    with_keys '[keys]\nsave = F12\n[sequences]\nf12 = "\\e[99q"\n[sequences xterm_256color]\nhome = "\\e[11~"\n[sequences vt100]\nend = "\\e[11~"' \
        true
    "$pty" -h "$dir" <<END || return 1
spawn $phieu --lang en --app forms/kdclgd --db $db --as Mai:thu_ky enter phieu_tieu_chi THCS006|2024-2025|thcs|tt18-1.5
wait 1.5 Grades
wait F12 Save
key F5
wait ─ Go to
send weakness
wait search: weakness
key Enter
gone search:
send hai
send \e[11~Một 
wait Một hai
send \e[99q
wait as version 3
key Ctrl-Q
exit 0
END
    [ "$(sqlite3 "$db" "SELECT diem_yeu FROM phieu_tieu_chi WHERE _version = 3 AND tieu_chi = 'tt18-1.5' AND diem_yeu LIKE 'Một%'")" = 'Một hai' ]
}
ok "a key sent by an unknown sequence works, and means what the file says" works

# ---- faults ----

# says_with CODE TEXT LINES: with these lines the program says where, and does not start.
says_with() {
    printf '%b\n' "$3" >"$dir/phieu/phim.ini"
    says "$1" "$2" env XDG_CONFIG_HOME="$dir" "$phieu" --lang en --app forms/kdclgd --db "$db" enter
}
ok "a misspelt command is named by file and line, with the nearest" says_with 78 "phim.ini:2: There is no command 'sav'; did you mean 'save'?" \
    '[keys]\nsav = F10'
ok "a misspelt key, too" says_with 78 "phim.ini:2: There is no key 'Ctl-S'; did you mean 'Ctrl-S'?" '[keys]\nsave = Ctl-S'
ok "a key that would mean two things is refused" says_with 78 "phim.ini:2: F2 would mean both 'menu' and 'save' in 'form'" '[keys]\nsave = F2'
ok "a sequence that is none is refused" says_with 78 "phim.ini:2: 'x' is no sequence of a key" '[sequences]\nf1 = x'
all_faults() {
    says_with 78 "has faults" '[keys]\nsav = F10\nleave =\n[keys fom]\n[sequences]\nf99 = "\\e[x"' && [ "$(grep -c 'phim.ini:[0-9]*: ' "$work/said")" = 4 ]
}
ok "all faults are told at once" all_faults
missing() {
    rm "$dir/phieu/phim.ini"
    says 66 "phieu.ini:2: " env XDG_CONFIG_HOME="$dir" "$phieu" --lang en --app forms/kdclgd --db "$db" enter
}
ok "a file of keys that is not there is told, and who names it" missing
ok "borders that are none are refused by file and line" env XDG_CONFIG_HOME="$dir" sh -c "printf '[phieu]\nborders = round\n' >'$dir/phieu/phieu.ini'
    '$phieu' --lang en check 2>&1 | grep 'phieu.ini:2: .round. is no value of borders; write one of: ascii unicode acs'"

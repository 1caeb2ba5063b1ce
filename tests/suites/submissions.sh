# What was handed in, each time: with its seal, by whom, with how many accepted warnings, what became of it and why; what differs between
# two of them; and what was first handed in stays readable.
dir=$work/$suite
db=$dir/run.db
app="--app forms/kdclgd --db $db --lang en"
demo "$db" >/dev/null
period='TH004|2026-2027'
sheet='TH004|2026-2027|th|tt57_pt-1'

# as WHO STATE [OPTION…]: moves the period.
as() {
    who=$1
    state=$2
    shift 2
    "$phieu" $app --as "$who" move dot_tdg "$period" "$state" --yes "$@"
}
# shows TEXT FORM KEY KEYS…: the screens of a script at this record show the text.
shows() {
    text=$1
    form=$2
    key=$3
    shift 3
    printf '%s\n' "$@" 'screen last' >"$dir/keys"
    "$phieu" $app --as Mai:thu_ky --script "$dir/keys" enter "$form" "$key" >"$dir/out"
    tr -s ' ' <"$dir/out" | grep -qF -- "$text" || { cat "$dir/out"; return 1; }
}
seal() { "$phieu" $app snapshots dot_tdg "$period" | awk -v n="$1" '$1 == n { for (i = 2; i <= NF; i++) if (length($i) == 12) print $i }'; }
line() { "$phieu" $app snapshots dot_tdg "$period" | tr -s ' ' | tee "$dir/out" | grep -q "^$1.*$2" || { cat "$dir/out"; return 1; }; }

ok "a warning is accepted with a reason" shows "Saved" dot_tdg "$period" 'key F5' 'type report due' 'key Enter, Ctrl-U' 'type 20/06/2027' 'key Enter, Shift-Tab, Alt-w' \
    'type the department allows it' 'key Enter, F10'
ok "it is handed in" as Ba:chu_tich da_nop
ok "… and returned with a reason" as Hai:can_bo tra_lai --reason 'Chưa có biên bản họp'
ok "the submission tells what became of it" line 1 'Returned .* Hai Chưa có biên bản họp'
ok "… and how many warnings were accepted in it" line 1 ' 1 Returned'

ok "it is written again" as Ba:chu_tich viet
ok "… mended" shows "Saved" ket_luan_tieu_chuan "$sheet" 'key F5' 'type priorities' 'key Enter, Ctrl-U' 'type Mended as it was asked for.' 'key F10'
ok "… approved" as Ba:chu_tich hop_duyet
ok "… and handed in again" as Ba:chu_tich da_nop
ok "what was first handed in is still there" line 1 'Returned'
ok "and the second" line 2 'Handed in'

ok "on the screen one sees why it was returned" shows "Returned Chưa có biên bản họp" dot_tdg "$period" 'key Alt-v'
ok "… and, in the second, what can be compared" shows "What differs between submissions 1 and 2" dot_tdg "$period" 'key Alt-v, Down, Enter'
ok "… which shows what was mended" shows "Mended as i" dot_tdg "$period" 'key Alt-v, Down, Enter, Enter, Right, Right'
ok "… and nothing but that" test "$("$phieu" $app diff dot_tdg "$period" 1 2 | grep -cv '^form')" = 1
ok "nothing was changed since it was handed in" shows "Nothing differs" dot_tdg "$period" 'key Alt-v, Down, Enter, Down, Enter'
unmended() { ! "$phieu" $app show ket_luan_tieu_chuan "$sheet" --snapshot "$(seal 1)" | grep 'Mended as'; }
ok "what was first handed in can be read as it was" unmended
mended() { "$phieu" $app show ket_luan_tieu_chuan "$sheet" --snapshot "$(seal 2)" | grep 'Mended as'; }
ok "… and so can the second" mended

ok "it is withdrawn with a reason" as Ba:chu_tich rut --reason 'Nộp nhầm bản'
ok "… which the second submission tells" line 2 'Withdrawn .* Ba Nộp nhầm bản'
ok "the history proves, with what stands beside the seals" "$phieu" $app verify

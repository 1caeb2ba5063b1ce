# Parsers under bytes that are changed at random: each takes them all.  FUZZ: how many; `make fuzz` tries many, with sanitizers.

dir=$work/$suite
root=$PWD
: "${FUZZ:=1500}" "${SEED:=1}"
sheet='phieu_tieu_chi THCS006|2024-2025|thcs|tt18-1.5'
printf '1.234,5' >"$dir/number" && printf '31/12/2026 23:59' >"$dir/instant" && printf '01092019' >"$dir/day" && printf '%s' '-0.005' >"$dir/small"
printf '\033[200~a\r\nb\033[201~\033[A\033OP\033[11~\033[[A\033[1;5C\033\033x\033m\003\177ễ' >"$dir/keys"
printf 'line,column\n"a,b","say ""x"""\r\n;\n' >"$dir/cells.csv"
printf '[\003abc' >"$dir/message"

# taken TARGET PART FILE…: one run of every PART is tried.
taken() {
    target=$1
    part=$2
    shift 2
    (cd "$dir" && "$root/$build/tests/fuzz/fuzz_$target" $((FUZZ / part)) "$SEED" "$@")
}
ok "CSV" taken csv 1 "$dir/cells.csv" "$root/forms/kdclgd/demo/truong.csv"
ok "text" taken text 2 "$root/tests/typing/telex.tsv" "$root/README.vi.md" "$dir/keys"
ok "keys" taken keys 1 "$dir/keys" "$root/tests/typing/ime.tsv"
ok "Telex and VNI" taken typing 2 "$root/tests/typing/telex.tsv" "$root/tests/typing/vni.tsv" "$dir/keys"
ok "numbers, days and hours" taken value 1 "$dir/number" "$dir/instant" "$dir/day" "$dir/small"
ok "definitions and their expressions" taken form 100 "$root/tests/fixtures/so_tay/forms/hoc_sinh.ini"
ok "templates of documents" taken xml 1 "$root/tests/fixtures/trao_doi/reports/ho_so.fodt"
messages() {
    (cd "$root" && "$root/$build/tests/fuzz/fuzz_wire" "$FUZZ" "$SEED" "$dir/message")
}
ok "messages" messages
found() {
    says 1 "stand in fuzz_planted.found" taken planted 1 "$dir/message"
}
ok "a fault that was planted is found" found

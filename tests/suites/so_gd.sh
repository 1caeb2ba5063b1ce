# The department's side of the shipped application: its summaries say what the sample's files say, counted without the program.
dir=$work/$suite
demo "$dir/mau.db"
so="--lang en --app forms/kdclgd --db $dir/mau.db"
mau=forms/kdclgd/demo

# in_total SUMMARY PARAMETER… EXPECTED: the last row of the summary holds it.
in_total() {
    expected=$(eval "printf %s \"\${$#}\"")
    name=$1
    shift
    : >"$dir/parameters"
    while [ $# -gt 1 ]; do
        echo "$1" >>"$dir/parameters"
        shift
    done
    "$phieu" $so --as Ha:can_bo summary "$name" $(cat "$dir/parameters") | tr -d '\r' | tail -1 >"$dir/last"
    grep -qF -- "$expected" "$dir/last" || { echo "not $expected, but"; cat "$dir/last"; return 1; }
}

# ---- registration and receipt ----

sends() {
    says "$1" "$2" "$phieu" $so --as Binh:"$3" move dang_ky_dgn "$4" "$5" $6 </dev/null
}
ok "A registration is sent by the chair of the council" sends 0 "" chu_tich 'PT001|2024-2025|1' gui --yes
ok "… and received by the department alone" sends 77 "" chu_tich 'PT001|2024-2025|1' tiep_nhan --yes

# ---- who writes what ----

# The officers keep what the department writes; what a school says of itself they only read.
officer_writes() {
    printf 'dot,cap_hoc,tieu_chi,diem_manh\nTHCS001|2026-2027,thcs,tt57_pt-1.4,x\n' >"$dir/phieu_tieu_chi.csv"
    says 77 "" "$phieu" $so --as Ha:can_bo import phieu_tieu_chi "$dir/phieu_tieu_chi.csv" --dry-run
}
ok "Officers write nothing into the sheets of a school" officer_writes

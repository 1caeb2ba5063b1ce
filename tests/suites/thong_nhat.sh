# What members of an external team find, what they agree on, and what becomes of it: played over the screen's doors, and counted apart.
# compares: chenh_lech
dir=$work/$suite
db=$dir/run.db
demo "$db"
app="--app forms/kdclgd --db $db --lang en"
for file in forms/kdclgd/demo/*.csv forms/kdclgd/lists/*.csv; do
    echo ".import --csv $file $(basename "$file" .csv | sed 's/^\(.*\)$/"\1"/')"
done >"$dir/import"
sqlite3 "$dir/files.db" <"$dir/import" 2>/dev/null

# ---- what the school found against what the team found ----

# Of the visits whose report went to the department by DAY: the level of the school's sheet against the one agreed on.
differences() {
    sqlite3 -separator , "$dir/files.db" "SELECT substr(f.tieu_chi, instr(f.tieu_chi, '-') + 1), count(*), sum(s.muc_dat > f.muc_dat), sum(s.muc_dat = f.muc_dat), sum(s.muc_dat < f.muc_dat),
              sum((SELECT count(*) FROM \"phieu_thong_nhat.bao_luu\" b WHERE b.doan = f.doan AND b.tieu_chi = f.tieu_chi AND b.cap_hoc = f.cap_hoc))
         FROM phieu_thong_nhat f JOIN bao_cao_dgn r USING (doan)
         JOIN phieu_tieu_chi s ON f.doan LIKE s.dot || '|%' AND s.cap_hoc = f.cap_hoc AND s.tieu_chi = f.tieu_chi
        WHERE f._state IN ('thong_qua', 'khoa') AND r._state IN ('gui_so', 'khoa') AND r.ngay_bc <= '$1'
        GROUP BY f.tieu_chi ORDER BY 1"
}
said() {
    "$phieu" $app --as Ha:can_bo summary chenh_lech --exact "den_ngay=$1" | tr -d '\r' >"$dir/said.csv"
    printf '.import --csv %s said\n.separator ,\n%s\n' "$dir/said.csv" "SELECT so_hieu, so_luot, tdg_cao_hon, bang, dgn_cao_hon, so_bao_luu FROM said WHERE so_hieu <> '' ORDER BY 1;" | sqlite3
}
compared() {
    differences "$1" >"$dir/expected"
    said "$1" | diff "$dir/expected" - && [ "$(wc -l <"$dir/expected")" -eq "$2" ]
}
ok "School and team differ by criterion as the sample's files do" compared 2026-11-26 28
ok "… and before the report nothing is compared" compared 2026-05-01 0

# ---- three members, a discussion, a consensus ----

visit='THCS002|2023-2024|1'
keys() { printf '%s\n' "$@" 'screen last' >"$dir/keys"; }
# types WHO FORM KEY TEXT KEYS…: typed into the record, or for '' from the form's list, the last screen shows TEXT.
types() {
    who=$1 form=$2 key=$3 text=$4
    shift 4
    keys "$@"
    "$phieu" $app --as "$who" --script "$dir/keys" enter "$form" ${key:+"$key"} >"$dir/out"
    tr -s ' ' <"$dir/out" | grep -qF -- "$text" || { cat "$dir/out"; return 1; }
}
moves() { "$phieu" $app --as "$1" move "$2" "$3" "$4" --yes </dev/null; }
refuses() { says 1 "$1" "$phieu" $app --as "$2" move "$3" "$4" "$5" --yes </dev/null; }
sees() { "$phieu" $app --as "$1" show "$2" "$3"; }
blind() { ! sees "$@" 2>/dev/null; }
value() { [ "$(sqlite3 "$db" "$2")" = "$1" ] || { echo "not $1 but:"; sqlite3 "$db" "$2"; return 1; }; }
of="FROM phieu_dgn AS f JOIN phieu_dgn__chi_bao AS b ON b._record = f._id JOIN nguoi AS n ON n._id = f.nguoi WHERE f.tieu_chi = 'tt18-3.4' AND n.ma_nguoi"

ok "a colleague's sheet that is done is not read while one's own is not" blind uyvien2 phieu_dgn "$visit|N039|thcs|tt18-3.4"
ok "a member finds otherwise than the school that one indicator is not met" types uyvien2 phieu_dgn "$visit|N025|thcs|tt18-3.4" "Indicators that differ: 2" \
    'key Down, Down' 'type KĐ' 'key Enter' 'type No sorting of waste.' 'key Tab, Tab' 'type dat/dat/' 'key F5' 'type weaknesses' 'key Enter' 'type Waste is not sorted.' 'key F5' \
    'type level found' 'key Enter' 'type 0' 'key F10, F5' 'type assessed by' 'key Enter'
ok "… and is done" moves uyvien2 phieu_dgn "$visit|N025|thcs|tt18-3.4" xong
ok "now the colleague's sheet is read" sees uyvien2 phieu_dgn "$visit|N039|thcs|tt18-3.4"
ok "the secretary finds all indicators met" types thukydoan2 phieu_dgn '' 'Saved' 'key F6' 'type THCS002' 'key Enter, F5' 'type criterion' 'key Enter' 'type 3.4' 'key Enter' \
    'type dat/dat/dat/dat/dat/' 'key F10'
ok "… whose level is the highest of which all are met, as on the school's sheet" value 2 "SELECT muc_tinh FROM phieu_dgn AS f JOIN nguoi AS n ON n._id = f.nguoi WHERE f.tieu_chi = 'tt18-3.4' AND n.ma_nguoi = 'N010'"
ok "… and is done" moves thukydoan2 phieu_dgn "$visit|N010|thcs|tt18-3.4" xong
ok "nothing is changed before the head of the team opens the discussion" refuses 'has not opened the discussion' uyvien2 phieu_dgn "$visit|N025|thcs|tt18-3.4" thao_luan
ok "the head opens it" moves truongdoan2 doan_dgn "$visit" thao_luan
ok "… then the sheet is" moves uyvien2 phieu_dgn "$visit|N025|thcs|tt18-3.4" thao_luan
change() {
    types uyvien2 phieu_dgn "$visit|N025|thcs|tt18-3.4" 'Saved' 'key Down, Down' 'type dat' 'key F5' 'type level after' 'key Enter' 'type 2' 'key F5' 'type why it was changed' 'key Enter' "type $1" 'key F10'
}
ok "… changed, with the reason" change 'The bins were shown.'
ok "what was found first stays beside it" value 'khong|dat|dat' "SELECT b.ket_qua_dau, b.ket_qua_sau, b.ket_qua $of = 'N025' AND b._row_key = 'tt18-3.4-1c'"
ok "… and so does the level" value '0|2|2' "SELECT f.muc_dat, f.muc_sau, f.muc_tinh FROM phieu_dgn AS f JOIN nguoi AS n ON n._id = f.nguoi WHERE f.tieu_chi = 'tt18-3.4' AND n.ma_nguoi = 'N025'"

agree="$visit|thcs|tt18-3.4"
begin() {
    types thukydoan2 phieu_thong_nhat '' '3/5 sheets written, levels' 'key F6' 'type THCS002' 'key Enter, F5' 'type criterion' 'key Enter' 'type 3.4' 'key Enter'
}
ok "the consensus begins with who has written and what they found" begin
quotes() {
    types thukydoan2 phieu_thong_nhat '' '– Waste is not sorted. (Ngô Xuân Thảo)' 'key F6' 'type THCS002' 'key Enter, F5' 'type criterion' 'key Enter' 'type 3.4' 'key Enter' \
        'type dat/dat/dat/dat/dat/' 'key F5' 'type votes for' 'key Enter' 'type 4' 'key F5' 'type votes against' \
        'key Enter, Ctrl-U' 'type 1' 'key F10, F5' 'type weaknesses' 'key Enter'
}
ok "… and with the members' words and names" quotes
ok "what differs from the school's sheet as it was handed in asks for a reason when it is adopted" refuses 'Why it differs from what was handed in' thukydoan2 phieu_thong_nhat "$agree" thong_qua
ok "more votes are cast than the team has members" types thukydoan2 phieu_thong_nhat "$agree" 'Saved' 'key F5' 'type votes for' 'key Enter, Ctrl-U' 'type 9' 'key F10'
ok "… which is refused" refuses 'There are more votes than members of the team.' thukydoan2 phieu_thong_nhat "$agree" thong_qua
reserved() {
    types thukydoan2 phieu_thong_nhat "$agree" 'Saved' 'key F5' 'type votes for' 'key Enter, Ctrl-U' 'type 3' 'key F5' 'type why it differs from what' 'key Enter' 'type Four cubicles were built since.' \
        'key F5' 'type votes against' 'key Enter, Down, Alt-a' 'type Xuân Thảo' 'key Enter, Tab' 'type I keep to my first finding.' 'key F10'
}
ok "one keeps to what they found" reserved
ok "it is adopted" moves thukydoan2 phieu_thong_nhat "$agree" thong_qua
ok "the visit does not end before all criteria are agreed on" refuses 'has no consensus that was adopted' truongdoan2 doan_dgn "$visit" hoan_thanh

# What members of an external team find, what they agree on, and what becomes of it: played over the screen's doors, and counted apart.
# compares: chenh_lech
dir=$work/$suite
db=$dir/run.db
demo "$db"
app="--app forms/kdclgd --db $db --lang en"
export PHIEU_NOW=2026-11-23T01:05:00.000Z
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

# What is counted of a visit is what is counted of a school: two views, since SQLite carries a condition through one GROUP BY only.
counted_alike() {
    for view in v_dem v_dem_doan; do
        sed '1d; s/^  FROM .*/  FROM it/' "forms/kdclgd/views/$view.sql" >"$dir/$view"
    done
    diff "$dir/v_dem" "$dir/v_dem_doan"
}
ok "the counts that the rules read are the same for school and team" counted_alike

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

board() {
    keys 'key F5' 'type le loi 2024' 'key Enter' 'type 1' 'key F2' 'type side by side' 'key Enter'
    "$phieu" $app --as truongdoan --script "$dir/keys" | tr -s ' ' >"$dir/out"
    grep -q 'by itself 2, by the team 1' "$dir/out" && grep -qE '1\.5 [^ ]+ 2 2 1→2 2 2 2 2 ' "$dir/out" || { cat "$dir/out"; return 1; }
}
ok "the board has the school, each member first and after, the consensus, and what the rules make of both" board

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

all_begun() {
    "$phieu" $app --as thukydoan2 copy phan_cong_dgn "$visit" lap_thong_nhat --yes &&
        value 28 "SELECT count(*) FROM phieu_thong_nhat AS f JOIN doan_dgn AS d ON d._id = f.doan WHERE d._state = 'thao_luan'"
}
ok "those of all other criteria are begun at once" all_begun

# ---- the report, the school's reply, what it is answered ----

# A second report of the finished visit, so that all criteria are agreed on.
done='THCS001|2024-2025|1'
write_report() {
    types truongdoan bao_cao_dgn '' 'Saved' 'key F6' 'type THCS001' 'key Enter, F5' 'type draft sent' 'key Enter' 'type 20112026' 'key F5' 'type about the school' 'key Enter' 'type A school.' 'key Tab' \
        'type As it went.' 'key F5' 'type strengths' 'key Enter' 'type Order.' 'key F5' 'type weaknesses' 'key Enter' 'type The library.' \
        'key F5' 'type national standard' 'key Enter, Down, Alt-a, Tab, Tab' 'type Measure the reading room.' 'key F10'
}
ok "the head writes a report" write_report
ok "… whose level is the one that the rules for schools give the consensus" value 1 "SELECT muc_doan FROM bao_cao_dgn WHERE lan_bc = 2"
ok "the school does not read a draft" blind thuky bao_cao_dgn "$done|2"
ok "it is sent to the school" moves truongdoan bao_cao_dgn "$done|2" gui_truong
ok "… which reads it now" sees thuky bao_cao_dgn "$done|2"
home() { keys 'key F5' 'type le loi 2026' 'key Enter'; "$phieu" $app --as "$1" --script "$dir/keys"; }
ok "… and is told until when it may reply: ten working days" says 0 'Due: Reply to the draft of the external' home thuky
reply() {
    types thuky phan_hoi '' 'Saved' 'key F6' 'type THCS001' 'key Enter, F5' 'type what the school says' 'key Enter' 'type The library is larger.' 'key F10'
}
ok "the school replies" reply
ok "… the chair sends it" moves hieutruong phan_hoi "$done|3" gui
ok "the report is taken back to be finished" moves truongdoan bao_cao_dgn "$done|2" hoan_thien
day() { types truongdoan bao_cao_dgn "$done|2" 'Saved' 'key F5' 'type dated' 'key Enter' 'type 05122026' 'key F10'; }
ok "… is dated" day
ok "… and does not go to the department before each point is answered" refuses 'Point 3 of the school has no answer yet' truongdoan bao_cao_dgn "$done|2" gui_so
answer() {
    types truongdoan tra_loi_phan_hoi '' 'Saved' 'key F6' 'type larger' 'key Enter, F5' 'type answer' 'key Enter' 'type tiep_thu' 'key Enter, F5' 'type reason' 'key Enter' 'type Measured again.' 'key F10'
}
ok "the team answers" answer
ok "… and the report goes" moves truongdoan bao_cao_dgn "$done|2" gui_so
later() { PHIEU_NOW=2026-12-10T01:05:00.000Z home "$@"; }
ok "what it recommends waits on the school's home for a task" says 0 'Due: Make tasks of the team’s' later thuky
answered() { sqlite3 "$db" "SELECT count(*) FROM viec_cai_tien AS v JOIN truong AS t ON t._id = v.truong WHERE t.ma_truong = 'THCS001' AND v.bao_cao_vc IS NOT NULL"; }
before=$(answered)
ok "each recommendation without a task becomes one, from the school's plan" "$phieu" $app --as thuky copy ke_hoach_cai_tien 'THCS001|2026' kien_nghi_dgn --yes
ok "… and no other" test "$(answered)" -eq $((before + 3))
tells_no_more() { ! later thuky | grep 'Make tasks of the team’s'; }
ok "… so home tells no more of them" tells_no_more

# ---- documents ----

# made NAME KEY: the document's words, a paragraph a line.
made() { "$phieu" $app --lang vi report "$@" | sed '1,/<office:text>/d' | sed 's/<\/text:[ph]>/\n/g' | sed 's/<[^>]*>//g; s/  */ /g' | grep -v '^ *$' >"$dir/made"; }
prints() {
    for line in "$@"; do
        grep -qxF -e "$line" "$dir/made" || { echo "it does not say: $line"; cat "$dir/made"; return 1; }
    done
}
member() { made phieu_dgn "$done|N023|thcs|tt18-1.5" && prints 'Tiêu chí 1.5: Lớp học (tóm tắt)' 'Người đánh giá: Bùi Quang Bình' 'Mức đánh giá: Đạt Mức 1'; }
ok "a member's sheet is printed with what was found first and after the discussion" member
agreed() { made phieu_thong_nhat "$done|thcs|tt18-3.6" && prints 'Đạt Mức 1, với 4 phiếu thuận, 1 phiếu chống.' && grep -q 'Ý kiến bảo lưu của Đỗ Thị Hạnh' "$dir/made"; }
ok "… a consensus with its votes and who keeps to what they found" agreed
side_by_side() {
    made bang_so_sanh "$done" && prints 'Trường cao hơn' && [ "$(grep -c 'Đoàn cao hơn' "$dir/made")" = "$(differences 2026-11-26 | awk -F, '{ n += $5 } END { print n }')" ]
}
ok "… all of them side by side" side_by_side
minutes() { made bien_ban_dgn "$done|2" && prints 'Biên bản' 'Họp đoàn' 'Thống nhất 28/28 tiêu chí; tiêu chí 3.6 có một ý kiến bảo lưu.'; }
ok "… the minutes" minutes
report() { made bao_cao_dgn "$done|1" && prints 'Số: 17/BC-ĐĐGN' 'Lưu đủ bảng thống kê đội ngũ của từng năm học.' && grep -q 'Đạt Mức 1\. Kiểm định chất lượng giáo dục: Cấp độ 1\.' "$dir/made"; }
ok "… the report with its level and what it recommends" report
letters() {
    made cv_phan_hoi "$done" && prints 'V/v phản hồi dự thảo báo cáo đánh giá ngoài' 'The library is larger.' &&
        made tra_loi_phan_hoi "$done" && prints 'The library is larger.' 'Measured again.' 'Bảo lưu'
}
ok "… the school's letter, and the answer" letters

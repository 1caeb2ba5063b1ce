# What the shipped application's checks say of texts, evidence, councils and people, on its sample data with something changed.

dir=$work/$suite
db=$dir/run.db
export PHIEU_NOW=2026-11-23T01:05:00.000Z
app="--lang en --app forms/kdclgd --db $db"

# period CODE KEY: the _id of a school's period.
period() {
    sqlite3 "$db" "SELECT d._id FROM dot_tdg AS d JOIN truong AS t ON t._id = d.truong WHERE t.ma_truong = '$1' AND d.ma_dot = '$2'"
}
# sheet CODE KEY CRITERION: the _id of its sheet.
sheet() {
    sqlite3 "$db" "SELECT _id FROM phieu_tieu_chi WHERE dot = '$(period "$1" "$2")' AND tieu_chi = '$3'"
}
# told TEXT [SQL]: validate says TEXT of the sample data after SQL was done to it; untold: it does not.
validated() {
    demo "$db" && sqlite3 "$db" "$1" && { "$phieu" $app --as Mai:can_bo validate >"$dir/said"; [ $? -le 1 ]; }
}
told() {
    validated "$2;$3" && grep -aqF "$1" "$dir/said" || { cat "$dir/said"; return 1; }
}
untold() {
    validated "$2;$3" && ! grep -aF "$1" "$dir/said"
}

demo "$db"

# ---- statements and their evidence ----

old=$(sheet THCS006 2024-2025 tt18-1.1)
text() {
    echo "UPDATE phieu_tieu_chi SET mo_ta_1 = '$1' WHERE _id = '$old'"
}
ok "a description without evidence is told, by its beginning" told \
    "Sheet 1.1: no evidence for “Nhà trường có chiến lược phát triển”" "$(text 'Nhà trường có chiến lược phát triển.')"
ok "a code stands for what comes before it" untold "Sheet 1.1: no evidence" "$(text 'Có chiến lược. Chiến lược được duyệt và công khai [H1-1.1-01].')"
ok "… not for what comes behind" told "no evidence for “Chiến lược được công khai”" "$(text 'Có chiến lược [H1-1.1-01]. Chiến lược được công khai.')"
ok "… nor for the next paragraph" told "no evidence for “Chiến lược được công khai”" \
    "$(text 'Có chiến lược [H1-1.1-01; H1-1.1-02].')" "UPDATE phieu_tieu_chi SET mo_ta_1 = mo_ta_1 || char(10) || 'Chiến lược được công khai.' WHERE _id = '$old'"
ok "round brackets of circular 57 are a code, other brackets are none" told "Sheet 1.1: no evidence for “Chiến lược (5 năm) được duyệt”" \
    "$(text 'Chiến lược (5 năm) được duyệt.')"
ok "… with a code" untold "Sheet 1.1: no evidence" "$(text 'Chiến lược (5 năm) được duyệt (MC.1.1.01, MC.1.1.02).')"
new=$(sheet MN003 2026-2027 tt57_mn-1.1)
bare="UPDATE phieu_tieu_chi__chi_bao SET hien_trang = 'Nhà trường có kế hoạch năm học'"
ok "codes in the indicator's own column stand for its text" untold "Sheet 1.1: no evidence" "$bare WHERE _record = '$new' AND ky_hieu = 'a' AND muc = 1"
ok "… and where that is empty, nothing does" told "no evidence for “Nhà trường có kế hoạch năm học”" \
    "$bare, minh_chung = NULL, ket_qua = 'dat' WHERE _record = '$new' AND ky_hieu = 'a' AND muc = 1"
ok "what is not met has nothing to show" untold "Sheet 1.1: no evidence" "$bare, minh_chung = NULL, ket_qua = 'khong' WHERE _record = '$new' AND ky_hieu = 'a' AND muc = 1"

# ---- plans are no results ----

# The item of evidence that 1.3 1b cites, which asks for something that was done; 1.3 1a asks only for something that is there.
kind() {
    echo "UPDATE minh_chung SET loai_mc = '$2' WHERE _id IN (SELECT _record FROM minh_chung__ma WHERE ma_mc = '$1' AND dot_mc = '$(period THCS001 2026-2027)')"
}
ok "a plan alone does not show that something was done" told "Sheet 1.3, 1b: only plans are cited" "$(kind MC.1.3.02 ke_hoach)"
ok "… a report does" untold "only plans are cited" "$(kind MC.1.3.02 bao_cao)"
ok "… and a plan shows that there is one" untold "Sheet 1.3, 1a: only plans are cited" "$(kind MC.1.3.01 ke_hoach)"
ok "a plan beside a report is no fault" untold "Sheet 1.3, 1b: only plans are cited" "$(kind MC.1.3.01 ke_hoach)" \
    "UPDATE phieu_tieu_chi__chi_bao SET minh_chung = 'MC.1.3.01, MC.1.3.02' WHERE _row_key = 'tt57_pt-1.3-1b'"

# ---- abbreviations ----

short=$(text 'Trường có đủ GV, CBQL và NV theo TT 16/2017/TT-BGDĐT, năm học II, ĐTN hoạt động tốt; GV đạt chuẩn [H1-1.1-01].')
listed() {
    p=$(period THCS006 2024-2025)
    echo "INSERT INTO viet_tat (_id, _version, _form, _created_at, _created_by, _changed_at, _changed_by, _problems, dot)
          SELECT 'v1', 1, _form, _created_at, _created_by, _changed_at, _changed_by, 0, '$p' FROM viet_tat LIMIT 1;"
    for v in "$@"; do
        echo "INSERT INTO viet_tat__tu_vt (_record, _row_key, _row, viet_tat, nghia) VALUES ('v1', '$v', 0, '$v', '$v');"
    done
}
ok "an abbreviation that is not listed is told, with how often it is used" told "Not in the list of abbreviations: GV (2 ×)" "$short"
ok "… also one with letters that only Vietnamese has" told "Not in the list of abbreviations: ĐTN (1 ×)" "$short"
ok "… one that is listed is not" untold "abbreviations: GV" "$short;$(listed GV)"
ok "numbers of papers and Roman numbers are no abbreviations" untold "abbreviations: II" "$short"
ok "… nor are they" untold "BGDĐT (" "$short"
ok "one that is listed and not used is told" told "The report does not use the abbreviation CSVC" "$short;$(listed GV CSVC)"

# ---- the council ----

member() {
    echo "UPDATE hoi_dong__thanh_vien SET $1 WHERE _record IN (SELECT _id FROM hoi_dong WHERE dot = '$(period THCS001 2026-2027)') AND $2"
}
lawful="The council is not as it has to be"
ok "a council of seven with a chair and a secretary is lawful under circular 57" untold "$lawful" ""
ok "… when one has left it is even" told "$lawful: the number of people has to be odd and is 6" "$(member "den = '2026-11-22'" "vai = 'uy_vien' AND _row = (SELECT max(_row) FROM hoi_dong__thanh_vien AS x WHERE x._record = hoi_dong__thanh_vien._record)")"
ok "… while the day has not come it is not" untold "$lawful" "$(member "den = '2100-01-01'" "vai = 'uy_vien'")"
ok "… without a secretary it is not" told "$lawful: it has no secretary" "$(member "vai = 'uy_vien'" "vai = 'thu_ky'")"
ok "… with two secretaries neither" told "$lawful: it has too many secretaries" "$(member "vai = 'thu_ky'" "vai = 'pho_chu_tich'")"
ok "… nor with two chairs" told "$lawful: it has exactly one chair" "$(member "vai = 'chu_tich'" "vai = 'pho_chu_tich'")"

# ---- borrowed text ----

# TH003 has handed in; it takes the text of TH001 for criterion 1.2, with its own name in it.
borrowed="UPDATE phieu_tieu_chi SET mo_ta_1 = (SELECT replace(mo_ta_1, 'Trường Tiểu học Kim Đồng', (SELECT ten FROM truong WHERE ma_truong = 'TH003'))
    FROM phieu_tieu_chi WHERE _id = '$(sheet TH001 2024-2025 tt17-1.2)') WHERE _id = '$(sheet TH003 2024-2025 tt17-1.2)'"
like="Sheet 1.2: paragraphs as in the sheet of Trường Tiểu học Kim Đồng (1)"
ok "the department is told of a paragraph that another school wrote, but for the name" told "$like" "$borrowed"
ok "… not of one that differs by a word" untold "paragraphs as in" "$borrowed; UPDATE phieu_tieu_chi SET mo_ta_1 = 'Thật ra, ' || mo_ta_1 WHERE _id = '$(sheet TH003 2024-2025 tt17-1.2)'"
ok "… nor of a short one" untold "paragraphs as in" "$borrowed; UPDATE phieu_tieu_chi SET mo_ta_1 = 'Trường có hội đồng trường.' WHERE tieu_chi = 'tt17-1.2'"
to_schools() {
    validated "$borrowed" && "$phieu" $app --as thukyth validate >"$dir/said"
    [ $? -le 1 ] && ! grep -aF "paragraphs as in" "$dir/said"
}
ok "no school is told" to_schools
ok "a school validates its own records, and only those" says 1 "" "$phieu" $app --as thuky validate

# ---- one's own work ----

home() {
    demo "$db" && printf '%s\n' 'size 40x110' 'key F5' 'type lợi 2026' 'key Enter' 'screen home' >"$dir/keys" &&
        "$phieu" $app --as "$1" --script "$dir/keys" >"$dir/home"
}
sees() {
    home "$1" && grep -qF "$2" "$dir/home" || { cat "$dir/home"; return 1; }
}
sees_not() {
    home "$1" && ! grep -F "$2" "$dir/home"
}
ok "whoever has been given criteria sees their own sheets" sees thuky "Sheet 1.4: not yet assessed: 1b – Nguyễn Thị Mai"
ok "… not those of others" sees_not thuky "Sheet 2.2"
ok "… whoever has none sees all" sees giaovien "Sheet 2.2: not yet assessed: 1a, 1b – Vũ Thị Lan"
ok "evidence to collect is told when its day is near" sees thuky "Collect evidence 1.2 1a"
ok "… until it is found" sees_not thuky "Collect evidence 1.1 1a"

# One key leads from the line to the field.
leads() {
    home thuky && printf '%s\n' 'size 24x80' 'key F5' 'type lợi 2026' 'key Enter' "key $1" 'screen there' >"$dir/keys" &&
        "$phieu" $app --as thuky --script "$dir/keys" >"$dir/there" && grep -qF "$2" "$dir/there" || { cat "$dir/there"; return 1; }
}
ok "Enter on such a line opens the record at the field" leads "Down, Down, Down, Down, Down, Down, Down, Down, Down, Enter" "Evidence found"

# So does Enter in the pre-check, which has the finding in sight on 80 columns.
precheck_leads() {
    demo "$db" && printf '%s\n' 'size 24x80' 'key Alt-t' 'type 1' 'screen told' 'key Down, Down, Enter' 'screen there' >"$dir/keys" &&
        "$phieu" $app --as Mai:chu_tich --script "$dir/keys" enter dot_tdg 'GDTX01|2026-2027' >"$dir/there" &&
        grep -q '^| !  The conclusion on the school is not adopted ' "$dir/there" && grep -q '^|    Not in the list of abbreviations: CNTT (1 ×)' "$dir/there" &&
        sed -n '/^── there/,$p' "$dir/there" | grep -q '^| Not in the list of abbreviations: CNTT' || { cat "$dir/there"; return 1; }
}
ok "the pre-check has its findings in sight, and Enter opens the record that one is about" precheck_leads

# The shipped application's figures, on its sample data: one total says what the other says.
# compares: cai_tien chua_den kinh_phi_tong viec_cai_tien
app="--app forms/kdclgd --db $work/kdclgd/mau.db"
demo "$work/kdclgd/mau.db"

# total SUMMARY COLUMN PARAMETER…: the column's cell in the total row.
total() {
    name=$1
    column=$2
    shift 2
    "$phieu" $app summary "$name" --exact "$@" | tr -d '\r' |
        awk -F, -v c="$column" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == c) at = i } END { print $at }'
}

same_schools() {
    for day in 2025-07-01 2026-11-23; do
        by_type=$(total ket_qua_loai_hinh so_truong den_ngay=$day)
        by_unit=$(total ket_qua_don_vi so_truong den_ngay=$day)
        by_school=$("$phieu" $app summary ket_qua_truong --exact den_ngay=$day | grep -cE '^[A-Z]+[0-9]+,')
        [ "$by_type" = "$by_unit" ] && [ "$by_type" = "$by_school" ] || {
            echo "$day: $by_type by type, $by_unit by unit, $by_school by school"
            return 1
        }
    done
}
ok "Schools by type, by unit and by name are as many" same_schools

merged() {
    [ "$(total ket_qua_loai_hinh so_truong den_ngay=2025-07-31)" = 43 ] &&
        [ "$(total ket_qua_loai_hinh so_truong den_ngay=2025-08-01)" = 42 ]
}
ok "A school that was merged counts until the day of the merger" merged

below() {
    [ "$(total ket_qua_loai_hinh so_truong don_vi=SO-AB)" = "$(total ket_qua_loai_hinh so_truong)" ] &&
        [ "$(total ket_qua_loai_hinh so_truong don_vi=XA-06)" = 4 ]
}
ok "A unit counts the schools of the units below it" below

by_regulation() {
    for s in ket_qua_loai_hinh ket_qua_don_vi; do
        [ $(($(total $s theo_2018) + $(total $s theo_2026) + $(total $s theo_khac))) = "$(total $s co_dot)" ] || return 1
    done
}
ok "Every school with a period counts under one regulation" by_regulation

shown() {
    "$phieu" $app --lang vi summary tieu_chi_yeu bo=tt57_pt | tr -d '\r' |
        awk -F, 'NR > 1 && !/Tổng/ { sub(/".*"/, "x"); n += $6 } /Tổng/ { all = $6 } END { exit !(n > 0 && n == all) }'
}
ok "The total of criteria not met is that of the rows above it" shown

# THCS001 has a period with a verdict under circular 18 and a later one under circular 57.
under_a_set() {
    for bo in tt18 tt57_pt; do
        "$phieu" $app summary ket_qua_truong --exact bo=$bo | tr -d '\r' | grep '^THCS001,' | grep -q ",$bo," || { echo "not under $bo"; return 1; }
    done
    [ "$(total ket_qua_truong ten bo=tt57_pt)" = "$(sqlite3 "$work/kdclgd/mau.db" "SELECT count(DISTINCT truong) || ' trường' FROM dot_tdg AS d
        JOIN dot_tdg__pham_vi AS p ON p._record = d._id WHERE p.bo_tieu_chi = 'tt57_pt'")" ]
}
ok "A school counts under each rule set that it has a period under" under_a_set

read_rules() {
    for rule in $(cut -d, -f1 forms/kdclgd/lists/quy_tac.csv | tail -n +2 | sed 's/.*-//' | sort -u); do
        grep -rqF "tham_so = '$rule'" forms/kdclgd/views forms/kdclgd/queries || { echo "nothing reads $rule"; return 1; }
    done
}
ok "Every rule of quy_tac.csv is read" read_rules

# A word of the other language in the English of a summary, except in names: only total rows and states are looked at.
in_english() {
    for s in ket_qua_truong ket_qua_loai_hinh ket_qua_don_vi tien_do tieu_chi_yeu; do
        "$phieu" $app --lang en summary $s >"$work/kdclgd/en" || return 1
        ! grep -E 'Tổng|Công lập|Mầm non,|Chưa|Thiếu|Tiêu chí|Phiếu|Viết|Bị trả|Phụ lục' "$work/kdclgd/en" || return 1
    done
}
ok "Summaries speak English to an English reader" in_english

refused() {
    for p in "ket_qua_truong don_vi=KHONG-CO" "ket_qua_truong bo=xyz" "ket_qua_don_vi cap_hoc=lop_6" "ket_qua_loai_hinh don_vi=XA-66"; do
        ! "$phieu" $app summary $p >"$work/kdclgd/out" 2>&1 && grep -q '“' "$work/kdclgd/out" || { echo "$p"; return 1; }
    done
}
ok "A parameter that names nothing is refused" refused

# concluded SCHOOL: the level computed and the level concluded, as the summary has them.
concluded() {
    "$phieu" $app summary ket_qua_truong --exact | tr -d '\r' | grep "^$1," | sed 's/"[^"]*"/x/g' | awk -F, '{ print $17 "," $18 }'
}
adopted() {
    [ "$("$phieu" $app summary ket_qua_truong --exact | head -1 | cut -d, -f17,18)" = muc_tinh,muc_ket_luan ] || return 1
    [ "$(concluded TH001)" = 3,3 ] && [ "$(concluded GDTX01)" = 1, ]
}
ok "Only a conclusion that was adopted counts" adopted

# ---- keys that are corrected ----

rekey="$phieu --lang en $app rekey"
ok "A key that breaks its pattern is refused" says 1 "the new key is not right" $rekey truong TH004 "a b" --yes
ok "A key that is empty, too" says 1 "not stored" $rekey truong TH004 "" --yes
ok "A record that may only be read keeps its key" says 77 "can only be read" \
    $rekey phieu_tieu_chi 'THPT001|2022-2023|thpt|tt18-22.1' 'THPT001|2022-2023|thcs|tt18-22.1' --yes
ok "What answers for the old key is told before it is done" says 0 "stay, marked" \
    $rekey phieu_tieu_chi 'THCS001|2026-2027|thcs|tt57_pt-1.4' 'THCS001|2026-2027|thcs|tt57_pt-4.3' --dry-run
ok "Comparing what was never handed in says so" says 66 "has no snapshot" \
    "$phieu" --lang en $app diff dot_tdg 'THCS001|2026-2027'

# ---- files whose values break rules ----

units() {
    printf 'ma_don_vi,ten,loai,hieu_luc_tu,hieu_luc_den\nDV-8,Một,xa,,\ndv 8,Hai,xa,,\nDV-9,Ba,xa,2026-02-01,2026-01-01\n' >"$work/kdclgd/don_vi.csv"
    says "$1" "$2" "$phieu" --lang en $app import don_vi "$work/kdclgd/don_vi.csv" --dry-run $3
}
ok "A file whose values break rules is refused, also where records begin unfinished" units 1 "2 rows were rejected" ""
rejected() {
    "$phieu" --lang en $app import don_vi "$work/kdclgd/don_vi.csv" --partial
    [ "$(cut -d, -f1,2 "$work/kdclgd/don_vi.rejected.csv" | tr -d '\r' | tail -n +2 | tr '\n' ' ')" = "3,ma_don_vi 4,hieu_luc_den " ]
}
ok "… with --unfinished it is taken as the screen would take it" units 0 "3 rows" "--unfinished"
ok "… with --partial the rows that break them are told by line and column" rejected

# ---- handing in ----

hands_in() {
    "$phieu" --lang en $app --as Ba:chu_tich move dot_tdg "$1" da_nop $2 </dev/null
}
ok "A period whose conclusion is not adopted is not handed in" says 1 "The conclusion on the school is not adopted" hands_in 'GDTX01|2026-2027' --yes
ok "… nor one without a conclusion" says 1 "There is no conclusion on the school" hands_in 'THCS003|2026-2027' --yes
ok "… and standards without a conclusion are told" says 1 "Conclusions that are not written: 4 standards" hands_in 'GDTX01|2026-2027' --yes
ok "One that has all of it asks before it is sealed" says 1 "seals the record" hands_in 'TH004|2026-2027'
ok "… and is handed in" says 0 "It is sealed" hands_in 'TH004|2026-2027' --yes

# ---- lists that are cut ----

cut_list() {
    "$phieu" --lang vi $app summary ket_qua_truong bo=tt57_pt >"$work/kdclgd/cut" && all=$(grep -o 'và [0-9]* điều nữa' "$work/kdclgd/cut" | head -1 | tr -dc 0-9) &&
        [ "$(grep 'điều nữa' "$work/kdclgd/cut" | head -1 | grep -o 'Thiếu phiếu' | wc -l)" = 5 ] && [ "$all" -gt 0 ]
}
ok "A list of what is missing says how many more there are" cut_list

# ---- the register of evidence ----

# What validate says when a code of the register is changed to another.
register() {
    cp "$work/kdclgd/mau.db" "$work/kdclgd/register.db" &&
        sqlite3 "$work/kdclgd/register.db" "UPDATE minh_chung__ma SET ma_mc = '$2' WHERE ma_mc = '$1'" &&
        "$phieu" --lang en --app forms/kdclgd --db "$work/kdclgd/register.db" --as Mai:thu_ky validate
}
ok "Evidence that no sheet cites is told" says 1 "No sheet cites evidence MC.3.1.09" "$phieu" --lang en $app --as Mai:thu_ky validate
ok "A code that is cited and stands in no register is told" says 1 "Code MC.1.1.01 is not in the register of evidence" register MC.1.1.01 MC.1.1.77
concluded() {
    cp "$work/kdclgd/mau.db" "$work/kdclgd/register.db" &&
        sqlite3 "$work/kdclgd/register.db" "UPDATE dot_tdg SET _state = 'viet' WHERE ma_dot = '2024-2025' AND truong = (SELECT _id FROM truong WHERE ma_truong = 'TH001');
            UPDATE ket_luan_tieu_chuan SET mo_dau = 'Như (MC.9.9.01).'" &&
        "$phieu" --lang en --app forms/kdclgd --db "$work/kdclgd/register.db" --as Mai:thu_ky validate
}
ok "… also where a conclusion on a standard cites it" says 1 "Code MC.9.9.01 is not in the register of evidence" concluded
ok "… and a code that two items have" says 1 "Code MC.1.1.02 is another item's" register MC.1.1.01 MC.1.1.02

# ---- the department's work ----

# The files' own columns have no commas inside.
visited() {
    counted=$(awk -F, 'FNR == 1 { next }
        FILENAME ~ /truong.csv$/ { if ($NF == "hoat_dong" || $NF == "tam_dung") { all++; open_school[$1] = 1 }; next }
        $3 >= "2025-11-26" && $3 <= "2026-11-26" && open_school[$2] && !seen[$2]++ { come++ }
        END { print all - come " of " all " schools" }' forms/kdclgd/demo/truong.csv forms/kdclgd/demo/ho_tro_giam_sat.csv)
    "$phieu" --lang en $app --as Mai:can_bo summary chua_den den_ngay=2026-11-26 | tail -1 | grep -qF "$counted" || { echo "not $counted"; return 1; }
}
ok "Schools that were never visited are as many as the sample's files give" visited
money() {
    spent=$(awk -F, '$2 == 2026 { n += $NF } END { printf "%d", n }' forms/kdclgd/demo/kinh_phi.chi.csv)
    planned=$(awk -F, '$2 == 2026 { n += $5; g += $6 } END { printf "%d,%d", n, g }' forms/kdclgd/demo/kinh_phi.csv)
    "$phieu" --lang en $app --as Mai:can_bo summary kinh_phi_tong nam=2026 den_ngay=2026-12-31 | tail -1 | grep -qF ",$planned,$spent," || { echo "not $planned,$spent"; return 1; }
}
ok "What was planned, granted and spent adds up as the sample's files do" money

# ---- improvement ----

improved() {
    counted=$(awk -F, 'NR > 1 { all++; late += ($NF == "chua_lam" || $NF == "dang_lam") && $8 < "2026-11-26"; done += $NF == "xong" && $11 <= "2026-11-26"; cannot += $NF == "khong_lam_duoc" }
        END { print all "," done "," late "," cannot }' forms/kdclgd/demo/viec_cai_tien.csv)
    "$phieu" --lang en $app --as Mai:can_bo summary cai_tien den_ngay=2026-11-26 | tail -1 | grep -qF ",$counted," || { echo "not $counted"; return 1; }
}
ok "Improvements done, late and given up are as many as the sample's files give" improved
# Of one year those that were due or done from September to August.
year_of_tasks() {
    awk -F, 'NR > 1 && (($8 >= "2025-09-01" && $8 <= "2026-08-31") || ($11 >= "2025-09-01" && $11 <= "2026-08-31")) {
        print $1 "," $2 "," $8 "," $11 "," ($11 != "" ? "Done" : $NF == "khong_lam_duoc" ? "Cannot be done" : $8 < "2026-11-26" ? "Late" : "Being done") }' \
        forms/kdclgd/demo/viec_cai_tien.csv | LC_ALL=C sort >"$work/kdclgd/wanted"
    "$phieu" --lang en $app --as Mai:can_bo summary viec_cai_tien --exact nam_hoc=2025 den_ngay=2026-11-26 | tr -d '\r' | sed '1d;$d' |
        awk -F, '{ print $1 "," $4 "," $9 "," $10 "," $12 }' | LC_ALL=C sort | diff "$work/kdclgd/wanted" - && [ -s "$work/kdclgd/wanted" ]
}
ok "Each task of a year stands with its days and how it stands" year_of_tasks
reported() {
    echo 'screen report' >"$work/kdclgd/report.keys"
    "$phieu" --lang en $app --as Mai:can_bo enter bao_cao_cai_tien 'THCS001|2025' --script "$work/kdclgd/report.keys" >"$work/kdclgd/shown"
    grep -q 'Done 1 of 1, late 0, cannot be done 0' "$work/kdclgd/shown" || { cat "$work/kdclgd/shown"; return 1; }
}
ok "The yearly report counts the tasks of its year" reported

# ---- who may be chosen ----

writers() {
    printf 'size 24x80\nkey F5\ntype Người viết\nkey Enter\nkey F4\nscreen offered\n' >"$work/kdclgd/writers.keys"
    "$phieu" --lang vi $app --as Mai:thu_ky enter phieu_tieu_chi 'THCS001|2026-2027|thcs|tt57_pt-1.4' --script "$work/kdclgd/writers.keys" |
        grep -o 'N0[0-9][0-9]  [^│]*' >"$work/kdclgd/writers"
    [ "$(wc -l <"$work/kdclgd/writers")" = "$(sqlite3 "$work/kdclgd/mau.db" "SELECT count(*) FROM nguoi AS n JOIN truong AS t ON t._id = n.truong WHERE t.ma_truong = 'THCS001'")" ] && ! grep -v ' – Trường THCS Lê Lợi' "$work/kdclgd/writers"
}
ok "The people offered as writers are those of the school, which stands beside their names" writers

# ---- help ----

# The computed and the personal fields of a form that people see and that have no hint.
to_be_explained() {
    awk 'function told() { if (field != "" && shown && needs) print field }
        /^\[/ { told(); field = ""; shown = 1; needs = 0 }
        /^\[field / { field = substr($2, 1, length($2) - 1) }
        /^(hint|appearance *= *hidden)/ { shown = 0 }
        /^(calculation|personal) *=/ { needs = 1 }
        END { told() }' "$1"
}
helped() {
    bad=0
    for form in forms/kdclgd/forms/*.ini; do
        short=$(basename "$form" .ini)
        for help in "forms/kdclgd/help/$short.md" "forms/kdclgd/help/$short.en.md"; do
            grep -A2 -x "# $short" "$help" | grep -q '^[^#]' || { echo "$help says nothing of the form"; bad=1; }
            for field in $(to_be_explained "$form"); do
                grep -qx "## $field" "$help" || { echo "$help says nothing of $field"; bad=1; }
            done
        done
    done
    return $bad
}
ok "Every form has help in both languages, and every field that is computed or personal has help or a hint" helped
twins() {
    for help in forms/kdclgd/help/*.en.md; do
        [ "$(grep '^#' "${help%.en.md}.md")" = "$(grep '^#' "$help")" ] || { echo "$help has other headings than its twin"; return 1; }
    done
}
ok "Help in English has what help in Vietnamese has" twins

# ---- requirements ----

# A suggestion is shown as one, is stored when it is taken, and only then.
suggested() {
    cp "$work/kdclgd/mau.db" "$work/kdclgd/noi_ham.db"
    printf '%s\n' 'size 24x80' 'key Ctrl-N' 'type lợi 2026' 'key Enter, Enter, Enter' 'type 1.3' 'key Enter, Enter, Tab' 'screen seen' \
        'key F7, F10' >"$work/kdclgd/noi_ham.keys"
    "$phieu" --lang en --app forms/kdclgd --db "$work/kdclgd/noi_ham.db" --as Mai:thu_ky enter noi_ham \
        --script "$work/kdclgd/noi_ham.keys" >"$work/kdclgd/seen" || return 1
    grep -q '^| suggestion (proposed): ' "$work/kdclgd/seen" || { cat "$work/kdclgd/seen"; return 1; }
    [ "$(sqlite3 "$work/kdclgd/noi_ham.db" "SELECT count(y.cau_hoi), count(y.mc_can_thu), count(*) FROM noi_ham__yeu_cau AS y
        JOIN noi_ham AS n ON n._id = y._record WHERE n.tieu_chi = 'tt57_pt-1.3'")" = '1|0|4' ]
}
ok "Suggested questions are shown as such, and stored when they are taken" suggested
every_kind() {
    [ "$(views_sql "$work/kdclgd/mau.db" "SELECT count(*) - count(loai) FROM v_loai_yeu_cau")" = 0 ] &&
        [ "$(views_sql "$work/kdclgd/mau.db" "SELECT count(DISTINCT loai) FROM v_loai_yeu_cau")" = "$(($(wc -l <forms/kdclgd/lists/loai_yeu_cau.csv) - 1))" ]
}
ok "Every indicator is of a kind of requirement, and every kind is some indicator's" every_kind

# ---- privacy ----

# Each field of a form with its labels, its type and whether it is personal: FORM FIELD|LABELS|TYPE|personal.
fields_of_all() {
    awk 'function told() { if (field != "") print FILENAME " " field "|" label "|" type "|" personal }
        FNR == 1 { told(); field = "" }
        /^\[/ { told(); field = ""; label = type = personal = "" }
        /^\[field / { field = substr($2, 1, length($2) - 1) }
        /^label/ { sub(/^[^=]*= */, ""); label = label " " $0 }
        /^type/ { sub(/^[^=]*= */, ""); type = $0 }
        /^personal *= *yes/ { personal = "personal" }
        END { told() }' forms/kdclgd/forms/*.ini
}
reaches_people() {
    fields_of_all >"$work/kdclgd/fields"
    [ "$(grep -ciE 'điện thoại|thư điện tử|e-mail|telephone|căn cước|ngày sinh|chỗ ở' "$work/kdclgd/fields")" -ge 5 ] || { echo "none is found"; return 1; }
    # A school's own mailbox is no person's.
    ! grep -iE 'điện thoại|thư điện tử|e-mail|telephone|căn cước|ngày sinh|chỗ ở' "$work/kdclgd/fields" | grep -v '|personal$' | grep -v 'ho_so_truong.ini thu_dien_tu|'
}
ok "What a person is reached by is marked as personal" reaches_people
no_pupils() {
    fields_of_all | grep -iE 'học sinh|trẻ em|học viên|pupil|child|learner' | grep -iE '\|(text|select_one nguoi)\|' |
        grep -iE 'họ và tên|họ tên|tên (học sinh|trẻ|học viên)|name of|full name' && return 1
    ! grep -lE '^\[form\]' forms/kdclgd/forms/hoc_sinh.ini forms/kdclgd/forms/tre_em.ini 2>/dev/null
}
ok "No field asks for the name of a pupil" no_pupils
phone=$(sqlite3 "$work/kdclgd/mau.db" "SELECT dien_thoai FROM nguoi WHERE ma_nguoi = 'N001'")
exported() {
    "$phieu" $app --as Mai:thu_ky export nguoi $1 -o "$work/kdclgd/nguoi.csv" && grep -q 'Hà Thị Dũng' "$work/kdclgd/nguoi.csv" && grep -c "$phone" "$work/kdclgd/nguoi.csv"
}
left_out() { [ -n "$phone" ] && [ "$(exported | tail -1)" = 0 ]; }
asked_for() {
    [ "$(exported --personal | tail -1)" = 1 ] && [ "$(sqlite3 "$work/kdclgd/mau.db" "SELECT count(*) FROM _history WHERE op = 'export'")" -ge 1 ]
}
ok "Telephones are not in a file that is exported" left_out
ok "… unless somebody asks for them, which is recorded" asked_for
hidden() {
    "$phieu" $app log nguoi N001 >"$work/kdclgd/log" && ! grep -F "$phone" "$work/kdclgd/log"
}
ok "… nor in a history" hidden

# ---- codes of evidence, given and given anew ----

codes_db=$work/kdclgd/codes.db
cp "$work/kdclgd/mau.db" "$codes_db"
coded() { "$phieu" --lang en --app forms/kdclgd --db "$codes_db" --as Mai:thu_ky "$@"; }
# A school without a register: 110 items of criterion 2.1 with gaps between their codes, 20 of criterion 2.2 in box 3, whose codes are
# given.  Sheets of both mention both, in brackets, several in one pair, and in the column of an indicator.
awk 'BEGIN {
    print "truong,so_mc,ten_mc,loai_mc,noi_ban_hanh,noi_luu"
    for (i = 1; i <= 130; i++) printf "MN006,%d,Văn bản %d,van_ban,Nhà trường,Hộp %d\n", i, i, (i > 110 ? 3 : 1)
}' >"$work/kdclgd/nhieu.csv"
awk 'BEGIN {
    print "truong,so_mc,dot_mc,ma_mc,tieu_chi_mc,hop"
    for (i = 1; i <= 110; i++) printf "MN006,%d,MN006|2024-2025,H2-2.1-%02d,tt19-2.1,\n", i, 2 * i - (i > 60)
    for (i = 111; i <= 130; i++) printf "MN006,%d,MN006|2024-2025,,tt19-2.2,3\n", i
}' >"$work/kdclgd/nhieu_ma.csv"
awk 'BEGIN {
    print "dot,cap_hoc,tieu_chi,mo_ta_1,diem_manh"
    for (s = 1; s <= 5; s++) {
        printf "MN006|2024-2025,mn,tt19-3.%d,\"Có kế hoạch", s
        for (i = s; i <= 110; i += 3) printf " [H2-2.1-%02d]; [H3-2.2-%02d, H2-2.1-%02d].\n", 2 * i - (i > 60), i % 20 + 1, 2 * (111 - i) - (111 - i > 60)
        printf "\",Hồ sơ đủ [H2-2.1-%02d;H2-2.1-219]\n", 2 * s
    }
}' >"$work/kdclgd/nhieu_phieu.csv"
ok "A hundred items and ten are entered" coded import minh_chung "$work/kdclgd/nhieu.csv"
ok "… those without a code are given one" coded import minh_chung.ma "$work/kdclgd/nhieu_ma.csv"
ok "… by the rule set, the criterion and the box" [ "$(sqlite3 "$codes_db" "SELECT count(*) || ' ' || min(ma_mc) || ' ' || max(ma_mc) FROM minh_chung__ma WHERE tieu_chi_mc = 'tt19-2.2'")" = "20 H3-2.2-01 H3-2.2-20" ]
ok "… and sheets mention them" coded import phieu_tieu_chi "$work/kdclgd/nhieu_phieu.csv"
# Which items each text means, by the codes that stand there and the register of the period; a code that nothing has is "?".
meant() {
    views_sql "$codes_db" "SELECT t.phieu, t.noi, coalesce(v.so_mc, '?' || t.ma), count(*) FROM v_trich_dan AS t JOIN dot_tdg AS d ON d._id = t.dot
        JOIN truong AS s ON s._id = d.truong LEFT JOIN minh_chung__ma AS m ON m.dot_mc = t.dot AND m.ma_mc = t.ma LEFT JOIN minh_chung AS v ON v._id = m._record
        WHERE s.ma_truong = 'MN006' AND t.ma NOT GLOB 'H1-*' GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
}
codes_out() { for t in minh_chung minh_chung.ma phieu_tieu_chi phieu_tieu_chi.chi_bao; do coded export $t --exact || return 1; done >"$1"; }
meant >"$work/kdclgd/meant"
codes_out "$work/kdclgd/codes_before.csv"
all_meant() { [ "$(wc -l <"$work/kdclgd/meant")" -gt 300 ] && ! grep -F '?' "$work/kdclgd/meant"; }
ok "… more than three hundred times, each of them one that there is" all_meant
ok "Renumbering closes the gaps" says 0 "Done." coded renumber minh_chung 'MN006|2024-2025' --yes --reason "Đánh số lại hộp 2"
ok "… up to 110" [ "$(sqlite3 "$codes_db" "SELECT count(*) || ' ' || max(CAST(substr(ma_mc, 8) AS INT)) FROM minh_chung__ma WHERE tieu_chi_mc = 'tt19-2.1' AND ma_mc GLOB 'H2-2.1-*'")" = "110 110" ]
still_meant() { meant | diff "$work/kdclgd/meant" -; }
ok "… no citation dangles, and each means what it meant" still_meant
ok "… an item is found by the code that it had" says 0 "Văn bản 110" coded list minh_chung --search H2-2.1-219
ok "… the register has old and new" says 0 "H2-2.1-219,H2-2.1-110,Đánh số lại hộp 2" coded renumber minh_chung --register
ok "… all of it proves" coded verify
codes_back() { coded renumber minh_chung 'MN006|2024-2025' --undo --yes && codes_out "$work/kdclgd/codes_after.csv" && cmp "$work/kdclgd/codes_before.csv" "$work/kdclgd/codes_after.csv"; }
ok "Undone, every byte is as it was" codes_back
ok "A period that is handed in keeps its codes" says 77 "" coded renumber minh_chung 'TH001|2024-2025' --yes

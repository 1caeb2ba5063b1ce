# Boards, dashboards and the page for the wall of the shipped application say what the sample's files say, counted without the program: the
# files themselves are read into tables of the same names.  They load nothing, and no school stands where its level would put it.
dir=$work/$suite
app="--app forms/kdclgd --db $dir/mau.db --lang vi"
day=2026-11-23
export PHIEU_NOW=${day}T01:05:00.000Z
demo "$dir/mau.db"
for file in forms/kdclgd/demo/*.csv forms/kdclgd/lists/*.csv; do
    echo ".import --csv $file $(basename "$file" .csv | sed 's/^\(.*\)$/"\1"/')"
done >"$dir/import"
sed -n "s/^move dot_tdg \(.*\) \(.*\)/UPDATE dot_tdg SET _state = '\2' WHERE truong || '|' || ma_dot = '\1';/p" forms/kdclgd/demo/order.txt >>"$dir/import"
cat >>"$dir/import" <<SQL
CREATE VIEW mo AS SELECT ma_truong, cap_thong_ke FROM truong WHERE _state IN ('hoat_dong', 'tam_dung');
CREATE VIEW moi AS SELECT truong, ma_dot, truong || '|' || ma_dot AS dot, _state FROM dot_tdg AS d WHERE truong IN (SELECT ma_truong FROM mo)
    AND NOT EXISTS (SELECT 1 FROM dot_tdg AS e WHERE e.truong = d.truong AND e.tu_ngay || e.ma_dot > d.tu_ngay || d.ma_dot);
CREATE VIEW con AS SELECT * FROM cong_nhan WHERE truong IN (SELECT ma_truong FROM mo) AND _state NOT IN ('thu_hoi', 'thay_the') AND ngay_ky <= '$day'
    AND truong || '|' || loai_cn || '|' || so_qd_cn NOT IN (SELECT cong_nhan FROM thu_hoi WHERE _state = 'da_thu_hoi');
SQL
sqlite3 "$dir/files.db" <"$dir/import" 2>/dev/null

# counted SQL: what the files give.
counted() { sqlite3 -separator ' ' "$dir/files.db" "$1"; }

# made NAME KEY…: a document as the officer gets it.
made() { "$phieu" $app --as Ha:can_bo report "$@"; }

# cells FILE: each row of a page's tables as a line, a bar between cells.
cells() { sed 's/<svg[^>]*>/\n<svg>/g; s/<\/svg>/<\/svg>\n/g' "$1" | sed '/^<svg>/d' | tr -d '\n' | sed 's/<tr>\|<\/table>/\n/g; s/<\/t[hd]>/|/g' | sed 's/<[^>]*>//g'; }

# row FILE HEAD: the row that begins with HEAD.
row() { cells "$1" | grep "^$2|"; }

# The board of all schools on a screen that is tall enough, and that of a period.
printf '%s\n' 'size 90x100' 'key F2' 'type tiến độ các trường' 'key Enter' 'screen s' >"$dir/keys1"
printf '%s\n' 'size 30x100' 'key F5' 'type Kim Đồng' 'key Enter, Enter, F2' 'type các bước và tiêu chuẩn' 'key Enter' 'screen s' >"$dir/keys2"
made dashboard -o "$dir/so.html" 2>/dev/null
made dashboard_truong THCS001 -o "$dir/thcs.html" 2>/dev/null
made dashboard_truong TH001 -o "$dir/th.html" 2>/dev/null

# ---- what the steps count ----

begun() { counted "SELECT (SELECT count(*) FROM moi) || '/' || count(*) FROM mo"; }
handed_in() { counted "SELECT (SELECT count(*) FROM moi WHERE _state IN ('da_nop', 'tiep_nhan', 'cong_bo', 'khoa')) || '/' || count(*) FROM mo"; }
concluded() { counted "SELECT (SELECT count(*) FROM moi WHERE dot IN (SELECT dot FROM ket_luan_truong WHERE _state = 'xong')) || '/' || count(*) FROM mo"; }
registered() {
    counted "SELECT (SELECT count(*) FROM moi WHERE dot IN (SELECT dot FROM dang_ky_dgn WHERE _state NOT IN ('nhap', 'rut'))) || '/' || count(*) FROM mo"
}
visited() {
    counted "SELECT (SELECT count(*) FROM moi WHERE dot IN (SELECT substr(doan, 1, length(doan) - 2) FROM bao_cao_dgn WHERE _state IN ('gui_so', 'khoa'))
        OR EXISTS (SELECT 1 FROM ket_qua_giay AS g WHERE g.truong = moi.truong AND g.nguon_kq = 'dgn' AND g._state = 'xac_nhan' AND moi.ma_dot LIKE g.nam_hoc_kq || '-%'))
        || '/' || count(*) FROM mo"
}
recognised() { counted "SELECT (SELECT count(DISTINCT truong) FROM con WHERE ngay_het_han >= '$day') || '/' || count(*) FROM mo"; }

on_the_dashboard() {
    while IFS='|' read -r step of; do
        row "$dir/so.html" "$step" | grep -qF "|$($of)|" || { echo "$step: not $($of)"; cells "$dir/so.html"; return 1; }
    done <<END
Đã lập đợt tự đánh giá|begun
Đã kết luận chung|concluded
Đã nộp báo cáo|handed_in
Đã đăng ký đánh giá ngoài|registered
Đã đánh giá ngoài|visited
Công nhận còn hiệu lực|recognised
END
}
ok "The dashboard counts schools by step as the files do" on_the_dashboard

on_the_board() {
    "$phieu" $app --as Ha:can_bo --script "$dir/keys1" | grep '^|' >"$dir/board"
    while IFS='|' read -r step of; do
        grep -qE "$step +[=·]+ +$($of)[ |]" "$dir/board" || { echo "$step: not $($of)"; cat "$dir/board"; return 1; }
    done <<END
Đã lập đợt|begun
Đã kết luận|concluded
Đã nộp|handed_in
Đã đăng ký|registered
Đã đánh giá ngoài|visited
Công nhận còn hạn|recognised
END
}
ok "The board of all schools counts them likewise" on_the_board

# What stands in the rows of schools adds up to what stands in the rows of units and to the files.
units() {
    awk -F'|' -v of="$(begun)" '$2 ~ /^ [^ ].*\([0-9]+\) / { n = $2; sub(/.*\(/, "", n); all += n; b = $2; sub(/.*\) +/, "", b); begun += b }
        END { print begun "/" all; exit !(begun "/" all == of) }' "$dir/board" &&
        [ "$(grep -cE '^\|   [^ ]' "$dir/board")" = "$(counted 'SELECT count(*) FROM mo')" ]
}
ok "Its units hold all schools, and each school has a row" units

# opened DOWN…: the title of what Enter opens so many rows below the first.
opened() {
    { sed '$d' "$dir/keys1"; echo "key $1Enter"; echo 'screen s'; } >"$dir/keys4"
    "$phieu" $app --as Hoang:can_bo --script "$dir/keys4" | grep '^|' | head -4
}
opens() {
    opened 'Down, ' | grep -qF 'Trung tâm GDNN-GDTX Hòa Sơn · TT 42/2012 · 2025-2026' && opened 'Down, Down, Down, Down, Down, Down, Down, Down, Down, ' >"$dir/out" &&
        cat "$dir/out" && grep -qF ' Trường: Trường THPT Đông Hải' "$dir/out"
}
ok "Enter opens a school's latest period, and the school where there is none" opens

levels_of_education() {
    cells "$dir/so.html" >"$dir/cells"
    for cap in mn th thcs thpt gdtx; do
        counted "WITH t AS (SELECT ma_truong AS t FROM mo WHERE cap_thong_ke = '$cap'),
            tdg AS (SELECT truong AS t FROM dot_tdg WHERE _state IN ('da_nop', 'tiep_nhan', 'cong_bo', 'khoa') UNION SELECT truong FROM ket_qua_giay WHERE nguon_kq = 'tdg' AND _state = 'xac_nhan'),
            dgn AS (SELECT truong AS t FROM ket_qua_giay WHERE nguon_kq = 'dgn' AND _state = 'xac_nhan' UNION SELECT substr(doan, 1, instr(doan, '|') - 1) FROM bao_cao_dgn WHERE _state IN ('gui_so', 'khoa'))
            SELECT (SELECT label FROM cap_hoc WHERE code = '$cap') || '|' || (SELECT count(*) FROM t WHERE t IN tdg) || '/' || n || '|' || (SELECT count(*) FROM t WHERE t IN dgn) || '/' || n
                || '|' || (SELECT count(*) FROM t WHERE t IN (SELECT truong FROM con WHERE loai_cn = 'kd' AND ngay_het_han >= '$day')) || '/' || n
                || '|' || (SELECT count(*) FROM t WHERE t IN (SELECT truong FROM con WHERE loai_cn = 'cqg' AND ngay_het_han >= '$day')) || '/' || n
              FROM (SELECT count(*) AS n FROM t)" >"$dir/expected"
        grep -qF "$(cat "$dir/expected")" "$dir/cells" || { echo "not $(cat "$dir/expected")"; cat "$dir/cells"; return 1; }
    done
}
ok "By level of education it has both numbers of each share" levels_of_education

as_the_summary() {
    "$phieu" $app --as Ha:can_bo summary tong_hop_cap_hoc --exact den_ngay=$day | tr -d '\r' | awk -F, '
        NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
        $1 !~ /^Tổng/ { n = $at["so_truong"]; print $1 "|" $at["tdg_xong"] "/" n "|" $at["da_dgn"] "/" n "|" $at["kd_tong"] "/" n "|" $at["cqg_tong"] "/" n "|" }' >"$dir/summed"
    [ "$(wc -l <"$dir/summed")" = 5 ] && cells "$dir/so.html" | grep -cxFf "$dir/summed" | grep -qx 5
}
ok "… which are those of the summary" as_the_summary

# The quarter of today is the fourth of 2026; the last column is the third of 2028.
expiring() {
    row "$dir/so.html" 'Công nhận' | cut -d'|' -f2-10 | tr '|' ' ' >"$dir/quarters"
    counted "WITH q AS (SELECT iif(ngay_het_han < '$day', 0, 1 + (substr(ngay_het_han, 1, 4) - 2026) * 4 + (substr(ngay_het_han, 6, 2) - 1) / 3 - 3) AS q FROM con)
        SELECT sum(q = 0), sum(q = 1), sum(q = 2), sum(q = 3), sum(q = 4), sum(q = 5), sum(q = 6), sum(q = 7), sum(q = 8) FROM q" | diff - "$dir/quarters"
}
ok "Recognitions that expire stand in their quarters" expiring

tasks() {
    counted "SELECT sum(_state = 'xong') || '/' || count(*), sum(_state IN ('chua_lam', 'dang_lam') AND han_vc >= '$day') || '/' || count(*),
        sum(_state IN ('chua_lam', 'dang_lam') AND han_vc < '$day') || '/' || count(*), sum(_state = 'khong_lam_duoc') || '/' || count(*) FROM viec_cai_tien" >"$dir/expected"
    for state in 'Đã xong' 'Đang làm, còn hạn' 'Quá hạn' 'Không làm được'; do row "$dir/so.html" "$state" | cut -d'|' -f3; done | paste -sd' ' | diff "$dir/expected" -
}
ok "Improvement tasks stand under their states" tasks

# ---- a school ----

# reached SCHOOL|PERIOD RULES LEVEL: criteria of each standard that reach the level, of how many, by the files.
reached() {
    counted "SELECT group_concat(n, ' ') FROM (SELECT sum(coalesce(f.muc_dat, 0) >= min($3, c.\"so_muc:integer\" + 0)) || '/' || count(*) AS n FROM tieu_chi AS c
        LEFT JOIN phieu_tieu_chi AS f ON f.dot = '$1' AND f.tieu_chi = c.code WHERE c.bo = '$2' AND c.loai = 'tieu_chi' GROUP BY c.tieu_chuan ORDER BY c.tieu_chuan)"
}
standards() {
    for level in 1 2 3; do
        cells "$dir/th.html" | grep -E '^[1-5]\. ' | cut -d'|' -f$((level + 1)) | paste -sd' ' >"$dir/shown"
        reached 'TH001|2024-2025' tt17 $level | diff - "$dir/shown" || return 1
    done
    made ho_so_chat_luong TH001 -o "$dir/wall.html" && reached 'TH001|2024-2025' tt17 2 | tr ' ' '\n' | while read -r n; do
        grep -qF ">$n<" "$dir/wall.html" || { echo "the page for the wall has no $n"; exit 1; }
    done
}
ok "A school's page has the criteria of each standard that reach each level" standards

board_of_standards() {
    "$phieu" $app --as Ha:can_bo --script "$dir/keys2" | grep '^|' >"$dir/board2"
    for level in 1 2 3; do
        grep -E '^\| [1-5] ' "$dir/board2" | grep -oE '[0-9]+/[0-9]+' | awk -v at=$level '(NR - 1) % 4 == at' | paste -sd' ' >"$dir/shown"
        reached 'TH001|2024-2025' tt17 $level | diff - "$dir/shown" || { cat "$dir/board2"; return 1; }
    done
}
ok "So has the board of its period, with bars" board_of_standards

wall() {
    made ho_so_chat_luong TH001 | sed 's/<\/text:[ph]>/\n/g' | sed 's/<[^>]*>//g' >"$dir/words"
    level=$(counted "SELECT muc_ket_luan FROM ket_luan_truong WHERE dot = 'TH001|2024-2025'")
    for line in "Kết quả tự đánh giá năm học 2024-2025: đạt Mức $level" "$(counted "SELECT so_qd_cn FROM con WHERE truong = 'TH001'")" \
        "$(counted "SELECT strftime('%d/%m/%Y', ngay_het_han) FROM con WHERE truong = 'TH001'"), còn hiệu lực" \
        "$(counted "SELECT noi_dung_vc FROM viec_cai_tien WHERE truong = 'TH001' AND _state = 'xong'")"; do
        grep -qF -- "$line" "$dir/words" || { echo "it does not say: $line"; cat "$dir/words"; return 1; }
    done
    made ho_so_chat_luong THCS002 --format txt --ascii | grep -qE '#{4,10}' && made ho_so_chat_luong GDTX03 | grep -q 'Chưa có đợt tự đánh giá nào được nộp'
}
ok "The page for the wall says what was reached, recognised, promised and done" wall

one_sheet() {
    for school in TH001 THCS001 PT001 THPT001; do
        made ho_so_chat_luong $school -o "$dir/$school.odt" &&
            soffice -env:UserInstallation="file://$dir/profile" --headless --convert-to pdf --outdir "$dir" "$dir/$school.odt" >/dev/null 2>&1 || return 1
        [ "$(pdfinfo "$dir/$school.pdf" | sed -n 's/^Pages: *//p')" = 1 ] || { pdfinfo "$dir/$school.pdf"; return 1; }
    done
}
if command -v soffice >/dev/null 2>&1 && command -v pdfinfo >/dev/null 2>&1; then
    ok "It is one sheet of paper" one_sheet
else
    echo "skipped: LibreOffice or pdfinfo is not installed, so no sheets are counted"
fi

# Kim Đồng's period is one of 2024-2025, and it is one of eight schools in its unit.
narrowed_by_context() {
    sed 's/type các bước và tiêu chuẩn/type tiến độ các trường/' "$dir/keys2" >"$dir/keys3"
    "$phieu" $app --as Hien:can_bo --script "$dir/keys3" | grep '^|' >"$dir/board3"
    year=$(counted "SELECT count(DISTINCT d.truong) FROM dot_tdg AS d JOIN \"truong.quan_ly\" AS q ON q.ma_truong = d.truong
        WHERE d.nam_hoc = '2024' AND q.don_vi = 'XA-01' AND q.vai = 'quan_ly_truc_tiep' AND q.den = ''")
    cat "$dir/board3"
    grep -qF 'Chỉ các trường thuộc UBND phường Lê Lợi. Chỉ các đợt của năm học 2024-2025.' "$dir/board3" &&
        [ "$(grep -cE '^\|   [^ ]' "$dir/board3")" = 8 ] && [ "$(grep -cE '^\|   [^ ].* 24-25 ' "$dir/board3")" = "$year" ]
}
ok "With a period chosen the board has the schools of that unit and the periods of that year" narrowed_by_context

# ---- what a page may be ----

# A page that is read as a template again is well-formed, or the linter says where it is not.
well_formed() {
    cp -r forms/kdclgd "$dir/again" || return 1
    for lang in vi en; do
        "$phieu" $app --lang $lang --as Ha:can_bo report dashboard | sed 1d >"$dir/again/reports/dashboard.html" &&
            "$phieu" $app --lang $lang --as Ha:can_bo report dashboard_truong PT001 | sed 1d >"$dir/again/reports/dashboard_truong.html" || return 1
        "$phieu" --app "$dir/again" check >"$dir/faults" 2>&1
        ! grep -E 'dashboard.*(well-formed|element|attribute|style sheet)' "$dir/faults" || return 1
        grep -q "<html lang=\"$lang\">" "$dir/again/reports/dashboard.html" || return 1
    done
}
ok "Both dashboards are well-formed in both languages and hold nothing that loads or runs" well_formed

alone() {
    for page in so thcs th; do
        ! grep -nE '<script|<link|<img|https?:|url\(|@import|src=| on[a-z]+=' "$dir/$page.html" || return 1
        grep -q '@page { size: A4' "$dir/$page.html" || return 1
    done
    ! grep -oE '<svg[^>]*>' "$dir/so.html" | grep -v 'class="mau"' | grep -v 'role="img"'
}
ok "They need nothing else, print on A4, and each picture has a title" alone

in_english() {
    "$phieu" $app --lang en --as Ha:can_bo report dashboard | sed '/<style>/,/<\/style>/d; s/<[^>]*>/\n/g' | grep -vE 'Hà|^Ha$' >"$dir/english"
    grep -q 'Accreditation at a glance' "$dir/english" && ! grep -E 'Trường|trường|Tiêu|Đã |Mức|Số ' "$dir/english"
}
ok "The dashboard speaks English to an English reader" in_english

# ---- no ranks ----

names_none() {
    counted 'SELECT ten FROM truong' >"$dir/names" && [ -s "$dir/names" ] && ! grep -oFf "$dir/names" "$dir/so.html"
}
ok "The dashboard of all names no school" names_none

# Whatever levels schools reach and hold, they stand in the same order; within a unit that is the alphabet's.
same_order() {
    grep -oE '^\| +[^·]*  ' "$dir/board" | awk '{ $1 = $1 } 1' | sed 's/ [0-9x!·].*//' >"$dir/before"
    cp "$dir/mau.db" "$dir/other.db" &&
        sqlite3 "$dir/other.db" "UPDATE cong_nhan SET cap_do = 5 - cap_do WHERE cap_do IS NOT NULL; UPDATE cong_nhan SET muc_do = 3 - muc_do WHERE muc_do IS NOT NULL;
            UPDATE phieu_tieu_chi SET muc_dat = 3 - muc_dat WHERE muc_dat IS NOT NULL; UPDATE ket_luan_truong SET muc_ket_luan = 4 - muc_ket_luan" || return 1
    "$phieu" --app forms/kdclgd --db "$dir/other.db" --lang vi --as Hoa:can_bo --script "$dir/keys1" | grep '^|' | grep -oE '^\| +[^·]*  ' | awk '{ $1 = $1 } 1' |
        sed 's/ [0-9x!·].*//' | diff "$dir/before" - && [ "$(wc -l <"$dir/before")" -gt 42 ]
}
ok "Schools stand in the same order whatever levels they reach" same_order

alphabet() {
    cat >"$dir/expected" <<END
Mầm non Hoa Hồng
Mầm non Hướng Dương
Mầm non Tuổi Thơ
THCS Lê Lợi
THCS Nguyễn Du
Tiểu học Kim Đồng
Tiểu học Lê Văn Tám
Tiểu học Nguyễn Bá Ngọc
END
    sed -n '/P. Lê Lợi (8)/,/P. Trần Phú/p' "$dir/board" | sed '1d;$d' | sed 's/^|   //; s/  .*//' | diff "$dir/expected" -
}
ok "… within their unit in the order of the alphabet" alphabet

# ---- who sees what ----

narrowed() {
    cp "$dir/mau.db" "$dir/vai.db"
    one="$phieu --app forms/kdclgd --db $dir/vai.db --lang vi"
    $one --as quantri user add quantri Q && $one --as quantri user grant quantri quan_tri && $one --as quantri user add mai Mai &&
        $one --as quantri user grant mai thu_ky --unit THCS001 || return 1
    $one --as mai report dashboard_truong THCS001 | grep -q 'Trường THCS Lê Lợi' || return 1
    ! $one --as mai report dashboard_truong TH001 >"$dir/out" 2>&1 && ! grep -q 'Kim Đồng' "$dir/out" || return 1
    says 77 'không dành cho vai trò' $one --as mai report dashboard || return 1
    $one --as mai --script "$dir/keys1" | grep '^|' >"$dir/own"
    grep -q 'THCS Lê Lợi' "$dir/own" && ! grep -q 'Kim Đồng' "$dir/own"
}
ok "A school sees its own page and its own row, and no other" narrowed
unset PHIEU_NOW

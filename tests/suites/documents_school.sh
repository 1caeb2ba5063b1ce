# What a school prints besides its report, on the sample data: figures and names are those that the database has.
dir=$work/$suite
db=$dir/mau.db
app="--app forms/kdclgd --db $db --lang vi"
demo "$db"

# made NAME KEY… : the document's words, a paragraph a line.
made() { "$phieu" $app report "$@" | sed '1,/<office:text>/d' | sed 's/<\/text:[ph]>/\n/g' | sed 's/<[^>]*>//g' | grep -v '^ *$'; }

# prints LINE…: what was made last says each of these lines.
prints() {
    for line in "$@"; do
        grep -qxF -e "$line" "$dir/made" || { echo "it does not say: $line"; cat "$dir/made"; return 1; }
    done
}
# count NUMBER LINE: it says the line so many times.
count() {
    n=$(grep -cxF -e "$2" "$dir/made")
    [ "$n" = "$1" ] || { echo "“$2” stands there $n times, not $1"; return 1; }
}
ask() { sqlite3 "$db" "$1"; }
today=$(ask "SELECT date('now', '+7 hours')")
period() { ask "SELECT d._id FROM dot_tdg AS d JOIN truong AS t ON t._id = d.truong WHERE t.ma_truong = '$1' AND d.nam_hoc = $2"; }

plan() {
    made ke_hoach_tdg 'TH001|2024-2025' >"$dir/made" &&
        prints 'Số: 36/KH-THKĐ' 'Lê Lợi, ngày 10 tháng 9 năm 2024' 'Trần Thị Minh Thu' '2.500.000' 'Tập huấn viết phiếu đánh giá tiêu chí' 'Mai Thị Hạnh' &&
        [ "$(grep -c '^Tuần ' "$dir/made")" = "$(grep -c '^TH001|2024-2025,' forms/kdclgd/demo/ke_hoach_tdg.thoi_gian.csv)" ] &&
        [ "$(grep -c '^Tiêu chí [0-9.]*: ' "$dir/made")" = "$(grep -c '^TH001|2024-2025,tieu_chi,' forms/kdclgd/demo/phan_cong.viec.csv)" ]
}
ok "A plan has its timetable, the work that was given out, whom it hires and for how much" plan

without() {
    made ke_hoach_tdg 'THCS001|2026-2027' >"$dir/made" && prints 'Không thuê chuyên gia tư vấn.' 'Sử dụng nguồn lực hiện có của nhà trường.' &&
        ! grep -qx 'Kinh phí (đồng)' "$dir/made"
}
ok "… and says so where it needs nothing, without the heading of an empty table" without

requirements() {
    made phieu_noi_ham 'TH001|2024-2025|th|tt17-1.1' >"$dir/made" && prints 'Nhóm, cá nhân: Nhóm 1 – Lò Văn Hương' 'Mức 1 – a' 'Mức 1 – c' &&
        [ "$(grep -c '^Mức [1-3]' "$dir/made")" = 5 ] && ! "$phieu" $app report phieu_noi_ham_4 'TH001|2024-2025|th|tt17-1.1' &&
        made phieu_noi_ham_4 'THPT001|2022-2023|thpt|tt18-22.1' >"$dir/made" && prints 'Khoản 22.1' 'Đặng Thị Hùng' &&
        ! "$phieu" $app report phieu_noi_ham 'THPT001|2022-2023|thpt|tt18-22.1'
}
ok "A sheet of requirements has a row for each indicator; those of level 4 are a document of their own" requirements

# Under circular 57 a cross for each criterion, and the share of each level by standard adds up to all of them.
results() {
    made bang_tong_hop_57 'TH004|2026-2027' >"$dir/made" && count 15 '×' && ! "$phieu" $app report bang_tong_hop_57 'TH001|2024-2025' || return 1
    ask "SELECT 'Cộng', count(*), sum(muc_dat = 0), rtrim(rtrim(printf('%.1f', 100.0 * sum(muc_dat = 0) / count(*)), '0'), '.'), sum(muc_dat = 1), rtrim(rtrim(printf('%.1f', 100.0 * sum(muc_dat = 1) / count(*)), '0'), '.'),
           sum(muc_dat = 2), rtrim(rtrim(printf('%.1f', 100.0 * sum(muc_dat = 2) / count(*)), '0'), '.') FROM phieu_tieu_chi WHERE dot = '$(period TH004 2026)'" |
        tr '|.' '\n,' >"$dir/counted"
    sed -n '/^Cộng$/,+7p' "$dir/made" | sed 's/^0$/0/' | diff "$dir/counted" -
}
ok "Results under circular 57 have one cross a criterion, and how many stand at each level, in percent" results

in_report() {
    made bao_cao_tdg 'TH004|2026-2027' >"$dir/made" && count 15 '×' && prints 'b) Bảng tổng hợp chung' 'Cộng' && ! grep -qx 'Đánh giá tiêu chí Mức 1, 2 và 3' "$dir/made" &&
        made bao_cao_tdg 'TH001|2024-2025' >"$dir/made" && prints 'Đánh giá tiêu chí Mức 1, 2 và 3' && ! grep -q 'Bảng tổng hợp chung' "$dir/made"
}
ok "… in the report as well, and only in that of its circular" in_report

improvement() {
    for plan in 'THCS001 2026' 'TH001 2025'; do
        made ke_hoach_cai_tien $plan | grep -E '^(Hoàn thành|Đang thực hiện|Chưa hoàn thành)$' >"$dir/printed"
        ask "SELECT CASE WHEN v.xong_hd IS NOT NULL THEN 'Hoàn thành' WHEN v.den_hd < '$today' THEN 'Chưa hoàn thành' ELSE 'Đang thực hiện' END FROM ke_hoach_cai_tien__hoat_dong AS v
            JOIN ke_hoach_cai_tien AS k ON k._id = v._record JOIN truong AS t ON t._id = k.truong WHERE t.ma_truong || ' ' || k.nam_hoc_kh = '$plan' ORDER BY v._row" | diff - "$dir/printed" || return 1
    done
    made ke_hoach_cai_tien THCS001 2026 >"$dir/made" && prints 'VIII. CƠ CHẾ ĐÁNH GIÁ, BÁO CÁO' '3.200 bản sách cho 640 học sinh' '(10)' 'Vũ Thị Lan'
}
ok "The plan of improvement tells how far each activity is today" improvement

changes() {
    made qd_kien_toan 'TH001|2024-2025' 1 >"$dir/made" && prints 'Thư ký chuyển làm Ủy viên' 'Ủy viên chuyển làm Thư ký' 'Số: 12/QĐ-THKĐ' && grep -q 'thay thế Quyết định số 35/QĐ-THKĐ ngày 06 tháng 9 năm 2024' "$dir/made" &&
        ! "$phieu" $app report qd_kien_toan 'TH001|2024-2025' 0
}
ok "A decision that changes the council names who changes; a founding one is none of these" changes

meeting() {
    made bien_ban_hop 'THCS001|2026-2027' 1 >"$dir/made" && prints 'Số: 01/BB-HĐTĐG' 'Có mặt 6 người, vắng 1 người:' && count 6 'Có mặt' && count 1 'Vắng' && prints 'Kế hoạch tự đánh giá năm học 2026-2027'
}
ok "Minutes count who was there and who was not" meeting

assignments() {
    made bang_phan_cong 'THCS001|2026-2027' >"$dir/made" &&
        prints "$(awk -F, '$1 == "THCS001|2026-2027" { n++; if (!who[$6]++) people++ } END { print n " việc, giao cho " people " người phụ trách chính:" }' forms/kdclgd/demo/phan_cong.viec.csv)"
}
ok "The table of assignments counts the work and the people" assignments

boxes() {
    made nhan_hop 'TH001|2024-2025' | grep -oE '^Hộp [0-9]+|^[0-9]+ minh chứng' | paste -d' ' - - >"$dir/made"
    awk -F, '$3 == "TH001|2024-2025" { n[substr($4, 2, 1)]++ } END { for (b in n) print "Hộp " b " " n[b] " minh chứng" }' forms/kdclgd/demo/minh_chung.ma.csv | sort | diff - "$dir/made"
}
ok "Each box has a label that counts what it holds" boxes

loans() {
    made so_muon THCS001 >"$dir/made" && prints "2 lượt mượn, đang mượn 1, quá hạn $(ask "SELECT count(*) FROM muon_minh_chung WHERE _state = 'dang_muon' AND hen_tra < '$today' AND truong = (SELECT _id FROM truong WHERE ma_truong = 'THCS001')")" \
        'MC.3.1.09: Biên bản kiểm kê tài sản năm học 2025-2026' && [ "$(grep -c '^MC\.' "$dir/made")" = 3 ] &&
        made so_muon TH001 >"$dir/made" && prints 'Hà Văn Bình'
}
ok "The register of loans names what was lent by its code" loans

letters() {
    made cv_dang_ky 'TH001|2024-2025' 1 >"$dir/made" && prints 'Số: 41/CV-THKĐ' 'Phòng Giáo dục và Đào tạo thành phố An Bình' '– Kiểm định chất lượng giáo dục: Cấp độ 3;' '– Chuẩn quốc gia: Mức độ 2;' \
        'Kết quả tự đánh giá của nhà trường: Đạt Mức 3.' &&
        made cv_dang_ky 'THCS002|2023-2024' 1 >"$dir/made" && prints 'UBND phường Trần Phú'
}
ok "A letter of registration asks for what was registered, under whom the school stood that day" letters

publication() {
    made thong_bao_cong_bo 'TH001|2024-2025' >"$dir/made" && prints 'Thời gian niêm yết: 30 ngày, kể từ ngày 30 tháng 5 năm 2025 đến hết ngày 28 tháng 6 năm 2025.' || return 1
    ask "SELECT 'Đạt Mức ' || min(f.muc_dat, c.so_muc), count(*) FROM phieu_tieu_chi AS f JOIN tieu_chi AS c ON c.code = f.tieu_chi WHERE f.dot = '$(period TH001 2024)' AND c.loai = 'tieu_chi' GROUP BY 1" | tr '|' '\n' >"$dir/counted"
    for level in 2 3; do grep -A1 "^Đạt Mức $level$" "$dir/made"; done | grep -v '^--' | diff "$dir/counted" -
}
ok "A notice of publication counts the criteria by level, and the days of the notice" publication

yearly() {
    made bao_cao_cai_tien TH001 2024 >"$dir/made" && prints 'Số: 61/BC-THKĐ' 'Đã xong 25/08/2025' &&
        prints 'Trong năm học có 1 việc cải tiến đến hạn hoặc hoàn thành: đã xong 1, quá hạn 0, không làm được 0.'
}
ok "A yearly report has the tasks of its year" yearly

receipt() {
    made phieu_tiep_nhan 'PT001|2024-2025|1' >"$dir/made" && prints 'Sở Giáo dục và Đào tạo An Bình' 'Kết quả: Yêu cầu bổ sung (thiếu 1 thành phần bắt buộc)' && count 1 'Thiếu' && count 2 'Đủ'
}
ok "A receipt says what is missing" receipt

# ---- what the program itself knows ----

mine="--app forms/kdclgd --db $db --lang vi"
move() { # WHO STATE [OPTION…]: of the period that is handed in twice
    who=$1
    state=$2
    shift 2
    "$phieu" $mine --as "$who" move dot_tdg 'TH004|2026-2027' "$state" --yes "$@"
}

# As many errors and warnings as the move tells of, with the same words.
checked() {
    "$phieu" $mine --as Ba:chu_tich move dot_tdg 'MN004|2026-2027' da_nop >"$dir/move" 2>&1
    made ban_kiem_tra 'MN004|2026-2027' >"$dir/made"
    for strength in Lỗi:lỗi 'Cảnh báo:cảnh báo'; do
        told=$(grep -c "^${strength#*:} " "$dir/move")
        [ "$told" -gt 0 ] && count "$told" "${strength%:*}" || return 1
    done
    sed -n 's/^lỗi .*pham_vi  //p' "$dir/move" | while read -r words; do prints "$words" || exit 1; done &&
        prints 'Chưa nộp được báo cáo: phải sửa hết các lỗi dưới đây.' 'Phạm vi đánh giá'
}
ok "The check before handing in finds what the move would be stopped by" checked

not_yet() { made so_sanh_lan_nop 'TH004|2026-2027' >"$dir/made" && prints 'Báo cáo chưa được nộp.' && ! grep -qx 'Mã dấu' "$dir/made"; }
ok "A period that was not handed in has nothing to compare" not_yet
ok "it is handed in" move Ba:chu_tich da_nop
once() { made so_sanh_lan_nop 'TH004|2026-2027' >"$dir/made" && prints 'Báo cáo mới nộp một lần, chưa có lần trước để so sánh.'; }
ok "… once, which is said" once
ok "returned" move Hai:can_bo tra_lai --reason 'Thiếu biên bản'
ok "taken up" move Ba:chu_tich viet
mended() {
    printf '%s\n' 'key F5' 'type priorities' 'key Enter, Ctrl-U' 'type Da sua theo yeu cau.' 'key F10' >"$dir/keys"
    "$phieu" --app forms/kdclgd --db "$db" --lang en --as Mai:thu_ky --script "$dir/keys" enter ket_luan_tieu_chuan 'TH004|2026-2027|th|tt57_pt-1'
}
ok "mended" mended
ok "approved" move Ba:chu_tich hop_duyet
ok "and handed in again" move Ba:chu_tich da_nop
compared() {
    made so_sanh_lan_nop 'TH004|2026-2027' >"$dir/made" && prints 'So với lần nộp trước: 1 ô thay đổi ở 1 bản ghi.' 'Bị trả lại: Thiếu biên bản' 'Tiêu chuẩn 1' 'Vấn đề ưu tiên cải tiến' 'Da sua theo yeu cau.' || return 1
    for seal in $(ask "SELECT code FROM _snapshot WHERE record = '$(period TH004 2026)'"); do prints "$seal" || return 1; done
    made so_sanh_lan_nop 'TH004|2026-2027' --snapshot "$(ask "SELECT code FROM _snapshot WHERE record = '$(period TH004 2026)' AND number = 1")" >"$dir/made" && ! grep -q 'Da sua' "$dir/made"
}
ok "… what changed between both is told, with why it was returned" compared

none() { made so_doi_ma 'THCS001|2026-2027' >"$dir/made" && grep -q ', 0 lần đổi$' "$dir/made"; }
ok "Where no code was changed the register says so" none
ok "two codes change places" "$phieu" $mine --as Mai:thu_ky renumber minh_chung 'THCS001|2026-2027' MC.1.1.01=MC.1.1.02 MC.1.1.02=MC.1.1.01 --reason 'Sắp theo ngày' --yes
register() {
    made so_doi_ma 'THCS001|2026-2027' >"$dir/made" && count 2 'Đánh số lại: Sắp theo ngày' && count 2 'MC.1.1.01' && grep -q ', 2 lần đổi$' "$dir/made" &&
        made so_doi_ma 'THCS001|2024-2025' >"$dir/made" && grep -q ', 0 lần đổi$' "$dir/made"
}
ok "… and the register of their period has both, that of another one none" register

# Whoever sees one school alone is told the same of it, and nothing of another.
own() {
    for doc in ban_kiem_tra so_doi_ma so_sanh_lan_nop; do
        made "$doc" 'THCS001|2026-2027' >"$dir/all" && made "$doc" 'THCS001|2026-2027' --as thuky:thu_ky | diff "$dir/all" - || return 1
        ! "$phieu" $app --as thuky:thu_ky report "$doc" 'TH004|2026-2027' >"$dir/made" 2>&1 || return 1
    done
}
ok "The secretary of one school reads the same of it, and of no other" own

# The speed of a clerk who knows the form by heart: keys typed ahead of the screen, a record copied from another.

dir=$work/$suite
db=$dir/run.db
clerk="$phieu --lang en --app forms/kdclgd --db $db --as Bình:can_bo"

fresh() {
    rm -f "$db" "$db-wal" "$db-shm"
    demo "$db"
}
at_terminal() {
    "$pty" -h "$HOME"
}
# stored EXPECTED SELECT
stored() {
    now=$(sqlite3 "$db" "$2")
    [ "$now" = "$1" ] || { echo "stored is not '$1' but '$now'"; return 1; }
}

# A school with its codes, pop-ups and a table, saved; from its list through the menu to a sheet of another school, whose rows come by
# queries; a pop-up, slashes behind codes, a long text, saved: all of it in one write.
all='\x0eTHCS900\rTrường THCS Nguyễn Trãi, gõ trước màn hình\rTrường phổ thông cấp II Tân Bình cũ\r+3\r'
all="$all"'+thcs \r\r\rthcs\r1998\r123/QĐ-UBND ngày 05/09/1998\rk\rSố 1, đường Lê Lợi, phường Tân Bình, tỉnh An Bình\r'
all="$all"'Nguyễn Văn Ánh\r0912 345 678\rxa-02\r\r\r1/9/98\r\r\x13\e\e'
all="$all"'\x14\e[B\e[B\r\x0eTHCS007 2026\r\r\r1.2\rdat/dat\r'
all="$all"'Trường có đủ tổ chuyên môn, tổ văn phòng và các hội đồng theo quy định của điều lệ trường; nhiệm vụ của từng người rõ ràng; các tổ phối hợp bằng kế hoạch chung của cả trường, giao ban hằng tuần và báo cáo hằng tháng.\t'
all="$all"'H1-1.2-01, H1-1.2-02\tdat/kd/\x13'
ahead() {
    keys=$(printf '%s' "$all" | sed 's|\\x..|K|g; s|\\e\[.|K|g; s|\\.|K|g' | wc -m)
    [ "$keys" -ge 500 ] || { echo "only $keys keys"; return 1; }
    fresh && at_terminal <<END || return 1
spawn $clerk enter truong
wait School name
send $all
wait as version 1
key Ctrl-Q
exit 0
END
    stored 'Trường THCS Nguyễn Trãi, gõ trước màn hình|Trường phổ thông cấp II Tân Bình cũ|tu_thuc|thcs|thuong|thcs|1998|khong|0912 345 678' \
        "SELECT ten, ten_truoc, loai_hinh, cap_hoc, loai_truong, cap_thong_ke, nam_thanh_lap, lien_ket_nn, dien_thoai
         FROM truong WHERE ma_truong = 'THCS900'" &&
        stored 'UBND phường Trần Phú|quan_ly_truc_tiep|1998-09-01' "SELECT d.ten, q.vai, q.tu FROM truong AS t
            JOIN truong__quan_ly AS q ON q._record = t._id JOIN don_vi AS d ON d._id = q.don_vi WHERE t.ma_truong = 'THCS900'" &&
        stored 'dat||
dat|Trường có đủ tổ chuyên môn, tổ văn phòng và các hội đồng theo quy định của điều lệ trường; nhiệm vụ của từng người rõ ràng; các tổ phối hợp bằng kế hoạch chung của cả trường, giao ban hằng tuần và báo cáo hằng tháng.|H1-1.2-01, H1-1.2-02
dat||
khong||' "SELECT c.ket_qua, c.hien_trang, c.minh_chung FROM phieu_tieu_chi AS p JOIN phieu_tieu_chi__chi_bao AS c ON c._record = p._id
            WHERE p._created_by = 'Bình' ORDER BY c._row"
}
ok "five hundred keys in one write all arrive, each where it was meant" ahead

# script COMMANDS ENTER-ARGUMENTS: the screen driven by lines, in English.
script() {
    lines=$1
    shift
    printf '%s\n' "$lines" | $clerk --script - enter "$@"
}
sheet() { echo "(SELECT p._id FROM phieu_tieu_chi AS p JOIN dot_tdg AS d ON d._id = p.dot JOIN truong AS t ON t._id = d.truong
    WHERE t.ma_truong = '$1' AND p.cap_hoc = 'th' AND p.tieu_chi = 'tt17-1.3')"; }

# The same sheet for another school: its results and texts, but a record of its own.  Rows are there once the criterion is typed.
same_sheet() {
    same='SELECT group_concat(_row_key || ket_qua || coalesce(minh_chung, 0)) FROM phieu_tieu_chi__chi_bao WHERE _record ='
    stored "$(sqlite3 "$db" "$same $(sheet TH007)")" "$same $(sheet PT005)" &&
        stored "$(sqlite3 "$db" "SELECT mo_ta_1 FROM phieu_tieu_chi WHERE _id = $(sheet TH007)")" \
            "SELECT mo_ta_1 FROM phieu_tieu_chi WHERE _id = $(sheet PT005)" &&
        stored '1|viet|Bình|0' "SELECT p._version, d._state, p._created_by, (SELECT count(*) FROM _draft WHERE form = 'phieu_tieu_chi')
            FROM phieu_tieu_chi AS p JOIN dot_tdg AS d ON d._id = p.dot WHERE p._id = $(sheet PT005)"
}
copied_and_keyed() {
    fresh && script 'key Alt-g
key Up, Up
type PT005
key Enter, Enter, Enter
type 1.3
key Tab, F10' phieu_tieu_chi 'TH007|2024-2025|th|tt17-1.3' && same_sheet
}
copied_into_context() {
    fresh && script 'key Esc Esc, F5
type PT005
key Enter, Enter, F2, Down, Down, Enter, F7
type TH007 1.3
key Alt-g, F10' phieu_tieu_chi && same_sheet
}
ok "a sheet is copied, and its key typed" copied_and_keyed
ok "… into the period that one works on, without a key to type" copied_into_context

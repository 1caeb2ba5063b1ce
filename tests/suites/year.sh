# A year of one school on a database of its own: council, plan, assignments, figures, evidence, sheets, the report handed in, returned,
# mended and handed in again; each person acts in their own role, most by files, some by keys.

dir=$work/$suite
db=$dir/year.db
year="$phieu --lang en --app forms/kdclgd --db $db"
period='THCS900|2026-2027'

as() {
    who=$1
    shift
    $year --as "$who" "$@"
}
# taken PERSON FORM[.ROSTER]: the lines of standard input are imported as they are.
taken() {
    cat >"$dir/$2.csv"
    as "$1" import "$2" "$dir/$2.csv" --unfinished
}
# queried SQL: rows of the database as CSV.
queried() {
    sqlite3 -csv "$db" "$1"
}
# moved PERSON FORM KEY STATE…: into each state in turn.
moved() {
    by=$1 form=$2 key=$3
    shift 3
    for state in "$@"; do
        as "$by" move "$form" "$key" "$state" --yes </dev/null || return 1
    done
}
# typed PERSON ENTER-ARGUMENTS: the lines of standard input drive the screen.
typed() {
    cat >"$dir/keys"
    by=$1
    shift
    PHIEU_NOW=2026-11-23T01:05:00.000Z as "$by" enter "$@" --script "$dir/keys"
}
stored() {
    found=$(sqlite3 "$db" "$2")
    [ "$found" = "$1" ] || { echo "stored is not '$1' but '$found'"; return 1; }
}

# ---- the department and its school ----

begun() {
    taken Sở don_vi <<END &&
ma_don_vi,ten,loai
SO,Sở Giáo dục và Đào tạo,so
XA,Xã Hòa Bình,xa
END
        taken Sở truong <<END &&
ma_truong,ten,loai_hinh,cap_hoc,loai_truong,cap_thong_ke
THCS900,Trường THCS Nguyễn Trãi,cong_lap,thcs,thuong,thcs
THCS901,Trường THCS Trần Phú,cong_lap,thcs,thuong,thcs
END
        taken Sở nguoi <<END &&
ma_nguoi,ho_ten,truong,chuc_vu,tai_khoan,dien_thoai
GV-01,Lê Văn Chính,THCS900,hieu_truong,chinh,0912 345 678
GV-02,Phạm Thị Thu,THCS900,giao_vien,thu,
GV-03,Trần Minh Hoa,THCS900,giao_vien,hoa,
GV-04,Đỗ Văn Lợi,THCS900,giao_vien,loi,
GV-05,Vũ Thị Mận,THCS900,nhan_vien,man,
GV-06,Ngô Văn Nam,THCS900,giao_vien,nam,
END
        for grant in 'quan quan_tri' 'so can_bo' 'chinh chu_tich' 'thu thu_ky' 'hoa nhom' 'loi nhom'; do
            person=${grant% *}
            case $person in quan | so) unit= ;; *) unit='--unit THCS900' ;; esac
            by=quan
            [ "$person" != quan ] || by=Sở
            # shellcheck disable=SC2086
            as "$by" user add "$person" "$person" && as "$by" user grant "$person" "${grant#* }" $unit || return 1
        done
}
ok "the department has a school, and its people have roles" begun
ok "whoever holds none does nothing" says 77 "holds no role" as Sở list truong
ok "the secretary sees their own school" says 0 "THCS900" as thu list truong
ok "… and no other" sh -c "! $year --as thu list truong | grep THCS901"

# ---- the period, its council, plan and assignments ----

period_typed() {
    typed thu dot_tdg <<END &&
size 24x80
key F6
type nguyen trai
key Enter, Enter
type 2026
key Enter, Enter, Enter
type internal
key Enter, F10
screen period
END
        stored '2026-2027|hang_nam|noi_bo|2026-09-05|2027-06-14|tt57_pt|1' "SELECT d.ma_dot, d.loai, d.muc_dich, d.tu_ngay, d.han_nop,
            p.bo_tieu_chi, p.muc_phan_dau FROM dot_tdg AS d JOIN dot_tdg__pham_vi AS p ON p._record = d._id"
}
ok "the secretary begins the period by keys; the rule set is proposed by its first day" period_typed
council() {
    taken thu hoi_dong <<END &&
dot,lan,so_qd,ngay_qd,nguoi_ky
$period,0,12/QĐ-THCSNT,2026-09-07,Lê Văn Chính
END
        taken thu hoi_dong.thanh_vien <<END && moved chinh hoi_dong "$period|0" ban_hanh
dot,lan,nguoi,vai,nhiem_vu
$period,0,GV-01,chu_tich,Điều hành chung
$period,0,GV-02,thu_ky,Tổng hợp
$period,0,GV-03,uy_vien,"Tiêu chuẩn 1, 2"
$period,0,GV-04,uy_vien,"Tiêu chuẩn 3, 4"
END
}
ok "the council is decided on, and the chair issues it" council
plan() {
    taken thu ke_hoach_tdg <<END &&
dot,so_kh,ngay_kh,muc_dich_kh
$period,15/KH-THCSNT,2026-09-10,Cải tiến chất lượng
END
        taken thu ke_hoach_tdg.thoi_gian <<END && moved chinh ke_hoach_tdg "$period" ban_hanh
dot,tuan,tu,den,hoat_dong,phu_trach_tg
$period,1,2026-09-07,2026-09-13,Họp hội đồng,GV-01
$period,2,2026-09-14,2026-09-20,Tập huấn,GV-02
END
}
ok "so is the plan" plan
assignments() {
    printf 'dot\n%s\n' "$period" | taken thu phan_cong &&
        { echo dot,loai_viec,tieu_chi_viec,nguoi_chinh,han
          queried "SELECT '$period', 'tieu_chi', code, iif(thu_tu % 2, 'GV-03', 'GV-04'), '2026-12-15' FROM tieu_chi WHERE bo = 'tt57_pt' ORDER BY thu_tu"; } |
        taken thu phan_cong.viec && moved thu dot_tdg "$period" thu_thap
}
ok "criteria are given to two people, by a file" assignments
own_work() {
    printf '%s\n' 'size 40x120' 'key F5' 'type nguyen trai' 'key Enter' 'screen home' >"$dir/keys"
    PHIEU_NOW=2026-11-23T01:05:00.000Z as hoa --script "$dir/keys" >"$dir/home" && grep -q '15 criterion sheets are missing' "$dir/home" &&
        ! grep -q 'nobody is in charge' "$dir/home" || { cat "$dir/home"; return 1; }
}
ok "… and home tells that all sheets are missing, and that nothing is left to be given out" own_work

# ---- figures ----

ok "only who may import brings files in" says 77 "may not do this (import)" sh -c "echo dot >'$dir/none.csv'; $year --as hoa import viet_tat '$dir/none.csv'"
figures() {
    printf 'truong,cap_hoc,bang,nam_dau,nguon_chung\nTHCS900,thcs,lop,2024,nhap\n' | taken thu so_lieu &&
        taken thu so_lieu.o <<END
truong,cap_hoc,bang,dong,nam_hoc,gia_tri
THCS900,thcs,lop,lop_k6,2026-2027,4
THCS900,thcs,lop,lop_k7,2026-2027,4
THCS900,thcs,lop,lop_k8,2026-2027,3
THCS900,thcs,lop,lop_k9,2026-2027,3
END
    stored 14 "SELECT o.gia_tri FROM so_lieu__o AS o WHERE o.dong = 'lop_cong' AND o.nam_hoc = '2026-2027'"
}
ok "figures add up" figures

# ---- evidence: an item for each indicator of level 1, coded within its criterion ----

codes="SELECT c.code AS chi_bao, t.code AS tieu_chi, t.short AS so_hieu, row_number() OVER (ORDER BY c.thu_tu) AS so,
    'MC.' || t.short || '.' || printf('%02d', row_number() OVER (PARTITION BY t.code ORDER BY c.thu_tu)) AS ma, c.label AS noi_dung
    FROM chi_bao AS c JOIN tieu_chi AS t ON t.code = c.tieu_chi WHERE c.bo = 'tt57_pt' AND c.muc = 1"
evidence() {
    { echo truong,so_mc,ten_mc,loai_mc,noi_ban_hanh,noi_luu,nguoi_thu
      queried "SELECT 'THCS900', so, 'Báo cáo về ' || so_hieu || ', ' || so, 'bao_cao', 'Nhà trường', 'Hộp ' || so_hieu, 'GV-03' FROM ($codes)"; } | taken thu minh_chung &&
        { echo truong,so_mc,dot_mc,ma_mc,tieu_chi_mc
          queried "SELECT 'THCS900', so, '$period', ma, tieu_chi FROM ($codes)"; } | taken thu minh_chung.ma &&
        stored '31|31' "SELECT count(DISTINCT _record), count(DISTINCT ma_mc) FROM minh_chung__ma"
}
ok "evidence is registered, by files" evidence
confidential() {
    taken thu minh_chung <<END && stored 'co|' "SELECT nhay_cam, duong_dan FROM minh_chung WHERE so_mc = 40"
truong,so_mc,ten_mc,loai_mc,noi_ban_hanh,noi_luu,nhay_cam,duong_dan
THCS900,40,Hồ sơ tư vấn tâm lý,so_sach,Tổ tư vấn,Tủ khóa phòng y tế,co,/srv/ho-so.pdf
END
}
ok "what is confidential is an entry of the index, without a path" confidential

# ---- sheets: all but two by files, two by keys ----

sheets() {
    moved thu dot_tdg "$period" viet &&
        { echo dot,cap_hoc,tieu_chi,nguoi_viet,muc_dat
          queried "SELECT '$period', 'thcs', code, iif(thu_tu % 2, 'GV-03', 'GV-04'), 1 FROM tieu_chi WHERE bo = 'tt57_pt' AND short NOT IN ('1.4', '4.3')"; } |
        taken thu phieu_tieu_chi &&
        { echo dot,cap_hoc,tieu_chi,_row_key,ket_qua,hien_trang,minh_chung
          queried "SELECT '$period', 'thcs', tieu_chi, chi_bao, 'dat', 'Nhà trường đã làm: ' || noi_dung || ' (' || ma || ').', ma FROM ($codes)
                   WHERE so_hieu NOT IN ('1.4', '4.3')"; } | taken thu phieu_tieu_chi.chi_bao &&
        stored '13|13' "SELECT count(*), count(CASE WHEN muc_tinh = 1 AND muc_dat = 1 THEN 1 END) FROM phieu_tieu_chi"
}
ok "thirteen sheets come in by files, and each reaches level 1" sheets
sheet_typed() {
    typed loi phieu_tieu_chi <<END &&
size 24x80
key F6
type nguyen trai
key Enter, Enter, Enter
type 1.4
key Enter
type met
key Enter
paste Hội đồng tự đánh giá rà soát mỗi học kỳ (MC.1.4.01).
key Tab
type MC.1.4.01
key Tab
type met
key Enter
paste Kết quả vào kế hoạch cải tiến, công khai tại bảng tin (MC.1.4.02).
key Tab
type MC.1.4.02
key F10
screen saved
END
        stored 'dat|MC.1.4.01|dat|1|loi' "SELECT a.ket_qua, a.minh_chung, b.ket_qua, f.muc_tinh, f._created_by FROM phieu_tieu_chi AS f
            JOIN phieu_tieu_chi__chi_bao AS a ON a._record = f._id AND a._row_key = 'tt57_pt-1.4-1a'
            JOIN phieu_tieu_chi__chi_bao AS b ON b._record = f._id AND b._row_key = 'tt57_pt-1.4-1b'"
}
ok "one is typed, with its text and its codes" sheet_typed

# ---- conclusions ----

conclusions() {
    { echo dot,cap_hoc,tieu_chuan,diem_manh,han_che,nguyen_nhan,xu_huong,uu_tien
      queried "SELECT '$period', 'thcs', code, 'Nền nếp ổn định', 'Thiếu số liệu', 'Chưa có người theo dõi', 'Ổn định', 'Theo dõi số liệu'
               FROM tieu_chuan WHERE bo = 'tt57_pt'"; } | taken thu ket_luan_tieu_chuan &&
        for standard in 1 2 3 4; do moved thu ket_luan_tieu_chuan "$period|thcs|tt57_pt-$standard" xong || return 1; done
    printf 'dot,tinh_hinh_tq,muc_dich_tq,qua_trinh_tq\n%s,Trường có 14 lớp.,Cải tiến.,Từ tháng 9 đến tháng 5.\n' "$period" | taken thu tong_quan
}
ok "conclusions on the standards and the opening are written" conclusions

# ---- handed in: refused, mended, sealed ----

hand_in() {
    as chinh move dot_tdg "$period" da_nop --yes </dev/null
}
ok "the council comes together" moved thu dot_tdg "$period" hop_duyet
ok "the secretary does not hand in" says 77 "only another role" as thu move dot_tdg "$period" da_nop --yes
ok "the report is refused while a sheet is missing" says 1 "Sheet 4.3 is missing" hand_in
ok "… and while there is no conclusion on the school" says 1 "There is no conclusion on the school" hand_in
ok "nothing was sealed" says 66 "" as thu diff dot_tdg "$period"
last_sheet() {
    typed hoa phieu_tieu_chi <<END &&
size 24x80
key F6
type nguyen trai
key Enter, Enter, Enter
type 4.3
key Enter
type met
key Enter
paste Nhà trường họp cha mẹ học sinh ba lần mỗi năm học (MC.4.3.01).
key Tab
type MC.4.3.09
key Tab
type not met
key Enter, Enter
paste Chưa có quy chế phối hợp.
key F10
screen saved
END
        stored 'dat|khong|0' "SELECT a.ket_qua, b.ket_qua, f.muc_tinh FROM phieu_tieu_chi AS f
            JOIN phieu_tieu_chi__chi_bao AS a ON a._record = f._id AND a._row_key = 'tt57_pt-4.3-1a'
            JOIN phieu_tieu_chi__chi_bao AS b ON b._record = f._id AND b._row_key = 'tt57_pt-4.3-1b'"
}
ok "the missing sheet is typed; the criterion is not met" last_sheet
conclusion() {
    printf 'dot,khai_quat\n%s,Trường đạt Mức 1.\n' "$period" | taken thu ket_luan_truong &&
        stored 1 'SELECT muc_ket_luan FROM ket_luan_truong' && moved chinh ket_luan_truong "$period" xong
}
ok "six of the seven others are enough for level 1, which the council adopts" conclusion

# What the pre-check warns of stands in the way of nobody who goes past it; this council mends it first.
precheck() {
    says 1 "$1" as thu validate
}
ok "the pre-check warns of a code that no register has" precheck "Code MC.4.3.09 is not in the register"
ok "… of one that nobody cites" precheck "No sheet cites evidence MC.4.3.02"
ok "… of an abbreviation that is not listed" precheck "Not in the list of abbreviations: CNTT"
ok "… and of a council that is too small" precheck "The council is not as it has to be: it needs 5 people and has 4"
mended() {
    { echo dot,lan,so_qd,ngay_qd; echo "$period,1,30/QĐ-THCSNT,2026-09-20"; } | taken thu hoi_dong &&
        { echo dot,lan,nguoi,vai; queried "SELECT '$period', 1, g.ma_nguoi, t.vai FROM hoi_dong__thanh_vien AS t JOIN nguoi AS g ON g._id = t.nguoi"
          echo "$period,1,GV-05,uy_vien"; } | taken thu hoi_dong.thanh_vien &&
        moved chinh hoi_dong "$period|0" thay_the && moved chinh hoi_dong "$period|1" ban_hanh &&
        echo dot >"$dir/viet_tat" && printf 'dot\n%s\n' "$period" | taken thu viet_tat &&
        { echo dot,viet_tat,nghia
          "$phieu" --lang en --app forms/kdclgd --db "$db" --as thu validate | sed -n 's/.*abbreviations: \([^ ]*\) .*/\1/p' |
              sed "s/.*/$period,&,Viết đầy đủ của &/"; } | taken thu viet_tat.tu_vt &&
        typed hoa phieu_tieu_chi "$period|thcs|tt57_pt-4.3" <<END
size 24x80
key F5
type evidence
key Enter, Ctrl-A, Ctrl-K
type MC.4.3.01, MC.4.3.02
key F10
screen saved
END
    as thu validate >"$dir/said"
    ! grep -E 'register|No sheet cites|abbreviations|council is not' "$dir/said"
}
ok "each is mended: a new decision, a list of abbreviations, a code typed anew" mended
sheets_done() {
    for sheet in $(queried "SELECT tieu_chi FROM phieu_tieu_chi"); do
        moved thu phieu_tieu_chi "$period|thcs|$sheet" xong hoi_dong_duyet || return 1
    done
}
ok "the council approves the sheets" sheets_done

# seal N: the code under which the report was handed in the Nth time.
seal() {
    as so snapshots dot_tdg "$period" | awk -v n="$1" '$1 == n { for (i = 1; i <= NF; i++) if (length($i) == 12 && $i ~ /^[0-9A-Z]+$/) print $i }'
}
sheet='THCS900|2026-2027|thcs|tt57_pt-2.1'
ok "now it is handed in, and sealed" says 0 "It is sealed under the code" hand_in
ok "… and can only be read" says 77 "can only be read" as thu move phieu_tieu_chi "$sheet" sua_lai --reason "Thêm số liệu"
ok "… also by a file" says 1 "can only be read" sh -c "printf 'dot,ngay_gy,noi_dung_gy\n$period,2026-12-01,Ý kiến\n' >'$dir/gop_y.csv'; $year --as thu import gop_y '$dir/gop_y.csv'"
ok "the officer sees what was handed in" says 0 "Handed in" as so show dot_tdg "$period"
ok "the secretary cannot return it" says 77 "only another role" as thu move dot_tdg "$period" tra_lai --reason "Bổ sung"
ok "the officer returns it with a reason only" says 1 "needs a reason" as so move dot_tdg "$period" tra_lai --yes
ok "… with one" says 0 "" as so move dot_tdg "$period" tra_lai --reason "Tiêu chí 2.1 chưa có số liệu" --yes
ok "the school reads the reason" says 0 "Tiêu chí 2.1 chưa có số liệu" as thu log dot_tdg "$period"
returned() {
    moved thu dot_tdg "$period" viet &&
        as thu move phieu_tieu_chi "$sheet" sua_lai --reason "Thêm số liệu" --yes </dev/null &&
        typed hoa phieu_tieu_chi "$sheet" <<END &&
size 24x80
key F5
type description
key Enter
paste Năm học này 2/2 cán bộ quản lý được đánh giá khá trở lên (MC.2.1.01).
key F10
screen saved
END
        moved hoa phieu_tieu_chi "$sheet" xong && moved thu phieu_tieu_chi "$sheet" hoi_dong_duyet && moved thu dot_tdg "$period" hop_duyet
}
ok "it is written again, one sheet is changed by keys and approved anew" returned
ok "it is handed in again" says 0 "It is sealed under the code" hand_in

# ---- what was handed in, and when ----

two_seals() {
    [ "$(as so snapshots dot_tdg "$period" | grep -c 'Handed in')" = 2 ] && [ -n "$(seal 1)" ] && [ "$(seal 1)" != "$(seal 2)" ]
}
ok "there are two snapshots, each with its code" two_seals
differs() {
    as so diff dot_tdg "$period" 1 2 >"$dir/diff"
    sed 1d "$dir/diff" | grep -v "2.1" && { echo "more differs than the sheet that was changed"; return 1; }
    grep -q 'chi_bao/tt57_pt-2.1-1a/hien_trang.*Năm học này 2/2' "$dir/diff" || { cat "$dir/diff"; return 1; }
}
ok "they differ by the sheet that was changed, and by nothing else" differs
both_read() {
    as so show phieu_tieu_chi "$sheet" --snapshot "$(seal 1)" >"$dir/first" && as so show phieu_tieu_chi "$sheet" --snapshot "$(seal 2)" >"$dir/second" &&
        grep -q 'Nhà trường đã làm' "$dir/first" && ! grep 'Năm học này' "$dir/first" && grep -q 'Năm học này 2/2' "$dir/second"
}
ok "what was first handed in is still read as it was" both_read
ok "its code tells that it was changed since" says 1 "it was changed since it was handed in" as so verify --seal "$(seal 1)"
ok "… and the code of the second, that it was not" says 0 "" as so verify --seal "$(seal 2)"
ok "the officer accepts it" says 0 "" as so move dot_tdg "$period" tiep_nhan --yes
ok "the chair cannot withdraw it any more" says 77 "" as chinh move dot_tdg "$period" rut --reason "Sửa" --yes

# ---- published and followed up ----

published() {
    moved chinh dot_tdg "$period" cong_bo && taken thu cong_bo <<END
dot,ngay_cb,hinh_thuc,noi_dang
$period,2027-06-20,niem_yet hop,Bảng tin của trường
END
}
ok "it is published" published
improved() {
    taken thu viec_cai_tien <<END && moved thu viec_cai_tien "THCS900|1" dang_lam
truong,so_viec,noi_dung_vc,nguon_viec,dot_vc,han_vc
THCS900,1,Ban hành quy chế phối hợp,phieu,$period,2027-10-31
END
}
ok "what was weak becomes a task of the next year" improved
ok "the department closes the period" says 0 "" as so move dot_tdg "$period" khoa --yes
ok "the history of the whole year holds" says 0 "Last entry" as quan verify
ok "the summary has the school with its level" says 0 "THCS900" as so summary ket_qua_truong

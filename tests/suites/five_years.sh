# Five years of one school on a database of its own.  The first: council, plan, assignments, figures, evidence, sheets, the report handed in,
# returned, mended and handed in again; then the visit of three evaluators, blind to each other, the consensus, the reply, the decision, and
# what became of it.  Each person acts in their own role, most by files and some by keys, evaluators by keys alone.

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

# ---- five years: the visit is asked for, planned and prepared ----

visit="$period|1"
experts() {
    taken so nguoi <<END &&
ma_nguoi,ho_ten,truong,chuc_vu,tai_khoan
CG-01,Đinh Thị An,THCS901,hieu_truong,an
CG-02,Hồ Văn Bình,THCS901,giao_vien,binh
CG-03,Lý Thị Cúc,THCS901,giao_vien,cuc
CG-04,Mai Văn Dũng,THCS900,giao_vien,dung
END
        taken so chuyen_gia <<END &&
nguoi,nam_vao_nganh,cap_hoc_cg,tap_huan_ngay
CG-01,2001,thcs,2025-08-10
CG-02,2008,thcs,2025-08-10
CG-03,2012,thcs,2025-08-10
CG-04,2005,thcs,2025-08-10
END
        for grant in 'an truong_doan' 'binh thu_ky_doan' 'cuc uy_vien'; do
            as quan user add "${grant% *}" "${grant% *}" && as quan user grant "${grant% *}" "${grant#* }" --unit THCS900 || return 1
        done
}
ok "three people of another school are on record as evaluators, and hold their roles for this school" experts
registered() {
    taken thu dang_ky_dgn <<END &&
dot,muc_dich_dk,so_cv,ngay_cv,nam_hoc_dk,hoc_ky_dk,hinh_thuc_dk,cap_do_de_nghi,muc_do_de_nghi,co_khoa
$period,ca_hai,20/CV-THCSNT,2027-07-01,2027,hk1,moi,1,1,co
END
        moved chinh dang_ky_dgn "$visit" gui && moved so dang_ky_dgn "$visit" tiep_nhan chap_nhan
}
ok "the school registers, and the department accepts" registered
planned() {
    taken so ke_hoach_dgn_nam <<END &&
don_vi_kh,nam_hoc_kh,lan_kh,so_vb_kh,ngay_kh
SO,2027,0,300/KH-SGDĐT,2027-08-01
END
        taken so ke_hoach_dgn_nam.truong_dgn <<END && moved so ke_hoach_dgn_nam 'SO|2027|0' ban_hanh
don_vi_kh,nam_hoc_kh,lan_kh,truong_kh,hoc_ky_kh,thang_kh,muc_dich_kh,kinh_phi_kh
SO,2027,0,THCS900,hk1,10,ca_hai,12000000
END
}
ok "an officer plans the visit" planned
# formed TIME DECISION MEMBER: a team whose third person is that one.
formed() {
    taken so doan_dgn <<END &&
dot,lan_doan,muc_dich_doan,so_qd,ngay_qd,tu_ngay,den_ngay
$period,$1,ca_hai,$2/QĐ-SGDĐT,2027-09-15,2027-10-11,2027-10-13
END
        taken so doan_dgn.thanh_vien <<END
dot,lan_doan,nguoi,vai
$period,$1,CG-01,truong
$period,$1,CG-02,thu_ky
$period,$1,$3,uy_vien
END
}
ok "an officer puts a team together, with somebody who works at the school" formed 1 410 CG-04
ok "… which is refused, with the reason" says 1 "Mai Văn Dũng works at the school" as so move doan_dgn "$period|1" da_lap --yes
ok "… and given up" says 0 "" as so move doan_dgn "$period|1" huy --reason "Lập đoàn khác" --yes
visit="$period|2"
ok "another is put together, of three people" formed 2 411 CG-03
ok "… who are fewer than prescribed" says 1 "Fewer people than prescribed" as so move doan_dgn "$visit" da_lap --yes
exception() {
    as quan user add pho pho && as quan user grant pho can_bo && printf 'doan,ly_do_nl\n%s,Trường nhỏ, ba người là đủ\n' "$visit" | sed 's/Trường.*đủ/"&"/' | taken so ngoai_le_doan
}
ok "the officer asks for an exception, with a reason" exception
own_exception() {
    moved so ngoai_le_doan "$visit|1" cho_phep
    says 1 "another officer has to" as so move doan_dgn "$visit" da_lap --yes
}
ok "… which does not count as long as they allow it themselves" own_exception
other_exception() {
    moved so ngoai_le_doan "$visit|1" khong de_nghi && moved pho ngoai_le_doan "$visit|1" cho_phep
}
ok "another officer allows it" other_exception
ok "the team is formed" says 0 "" as so move doan_dgn "$visit" da_lap --yes
ok "its head opens the work" says 0 "" as an move doan_dgn "$visit" dang_lam --yes

# ---- three people look at the school, blind to each other ----

# visited PERSON FORM: as typed, on a day of the visit; what was read is the new record's first keys, up to its criterion.
visited() {
    { printf 'size 24x80\nkey F6\ntype 2026\nkey Down, Enter, Enter\n'; cat; echo 'screen written'; } >"$dir/keys"
    PHIEU_NOW=2027-10-12T01:05:00.000Z as "$1" enter "$2" --script "$dir/keys" >"$dir/written" && grep -q '^| Saved ' "$dir/written" || { cat "$dir/written"; return 1; }
}
# found PERSON NAME CRITERION RESULT…: a member's new sheet with the results of its first indicators.
found() {
    who=$1 named=$2 criterion=$3
    shift 3
    {
        printf 'type %s\nkey Enter, Enter, Enter\ntype %s\nkey Enter\n' "$named" "$criterion"
        for result in "$@"; do
            printf 'type %s\nkey Enter, Tab\n' "$result"
            [ "$result" = met ] || printf 'paste Chưa thấy văn bản.\nkey Tab\n'
            echo 'key Tab'
        done
        case "$*" in *not*) printf 'key F5\ntype weaknesses\nkey Enter\npaste Chưa phân công người theo dõi.\n' ;; esac
        echo key F10
    } | visited "$who" phieu_dgn
}
finished() {
    moved "$1" phieu_dgn "$visit|$2|thcs|tt57_pt-$3" xong
}
# sees PERSON NAME COUNT: so many sheets of that member.
sees() {
    seen=$(as "$1" list phieu_dgn | grep -c "$2")
    [ "$seen" = "$3" ] || { echo "$seen sheets"; return 1; }
}
first_two() {
    found an 'Đinh Thị An' 1.1 met met && found an 'Đinh Thị An' 4.3 met met &&
        found binh 'Hồ Văn Bình' 1.1 met met && found binh 'Hồ Văn Bình' 4.3 met 'not met' &&
        finished an CG-01 1.1 && finished an CG-01 4.3 && finished binh CG-02 1.1 && finished binh CG-02 4.3
}
ok "the head and the secretary write what they found; on 4.3 they differ" first_two
ok "the third sees none of it as long as her own is not written" sees cuc 'Hồ Văn Bình' 0
ok "… nor does she by its key" says 66 "" as cuc show phieu_dgn "$visit|CG-02|thcs|tt57_pt-4.3"
ok "… nor in the history" sh -c "! $year --as cuc log phieu_dgn '$visit|CG-02|thcs|tt57_pt-4.3' 2>&1 | grep 'Chưa'"
third() {
    found cuc 'Lý Thị Cúc' 1.1 met 'not met' && found cuc 'Lý Thị Cúc' 4.3 met 'not met' && finished cuc CG-03 4.3
}
ok "she writes hers" third
ok "… and reads the others' on the criterion on which hers is finished, and on that alone" sees cuc 'Hồ Văn Bình' 1
ok "whoever works at the school reads none" sh -c "! $year --as chinh list phieu_dgn 2>&1 | grep 'Bình'"
ok "the officer cannot write on them" says 77 "" as so move phieu_dgn "$visit|CG-02|thcs|tt57_pt-4.3" khoa --yes
ok "the secretary does not open the discussion" says 77 "only another role" as binh move doan_dgn "$visit" thao_luan --yes
opened() {
    finished cuc CG-03 1.1 && moved an doan_dgn "$visit" thao_luan
}
ok "the head opens the discussion" opened
ok "… now everybody reads all" sees cuc 'Hồ Văn Bình' 2
changed_mind() {
    cat >"$dir/keys" <<END
size 24x80
key F5
type after discussion
key Enter, Tab, Tab, Tab
type met
key Enter
key F5
type level after
key Enter
type 1
key F10
screen refused
key F5
type why it was changed
key Enter
paste Đã xem kế hoạch do trường bổ sung.
key F10
END
    moved cuc phieu_dgn "$visit|CG-03|thcs|tt57_pt-1.1" thao_luan && as cuc enter phieu_dgn "$visit|CG-03|thcs|tt57_pt-1.1" --script "$dir/keys" >"$dir/written" &&
        grep -q '“Why it was changed” must be answered' "$dir/written" && stored 'khong|dat|dat|0|1|Đã xem kế hoạch do trường bổ sung.' "SELECT c.ket_qua_dau, c.ket_qua_sau, c.ket_qua, f.muc_dat, f.muc_sau, f.ly_do_doi FROM phieu_dgn AS f
            JOIN phieu_dgn__chi_bao AS c ON c._record = f._id AND c._row_key = 'tt57_pt-1.1-1b' JOIN nguoi AS g ON g._id = f.nguoi WHERE g.ma_nguoi = 'CG-03'"
}
ok "one member changes her rating after it: the reason is asked for, and the first stays" changed_mind

# ---- the consensus, by rows of the criteria ----

# agreed CRITERION KEYS RESULT…: the secretary's sheet; KEYS are typed behind the votes.
agreed() {
    criterion=$1 behind=$2
    shift 2
    {
        printf 'key Enter\ntype %s\nkey Enter\n' "$criterion"
        for result in "$@"; do
            printf 'type %s\nkey Enter, Tab\n' "$result"
            [ "$result" = met ] || printf 'paste Chưa có quy chế.\nkey Tab\n'
        done
        case "$*" in *not*) printf 'key F5\ntype weaknesses\nkey Enter\npaste Chưa có quy chế phối hợp.\n' ;; esac
        printf 'key F5\ntype votes for\nkey Enter\n%s\nkey F10\n' "$behind"
    } | visited binh phieu_thong_nhat
}
consensus() {
    agreed 1.1 "type 2
key Tab
type 1
key Tab
type Cúc
key Enter, Enter
paste Kế hoạch nên có số liệu cho từng mục tiêu." met met && agreed 4.3 'type 3' met 'not met' || return 1
    queried "SELECT t.short, count(*) FROM tieu_chi AS t JOIN chi_bao AS c ON c.tieu_chi = t.code AND c.muc = 1
              WHERE t.bo = 'tt57_pt' AND t.short NOT IN ('1.1', '4.3') GROUP BY t.code ORDER BY t.thu_tu" | tr ',' ' ' >"$dir/criteria"
    while read -r short n; do
        # shellcheck disable=SC2046
        agreed "$short" 'type 3' $(yes met | head -n "$n") </dev/null || return 1
    done <"$dir/criteria"
    stored '15|14|1' "SELECT count(*), sum(muc_dat = 1), sum(muc_dat = 0) FROM phieu_thong_nhat"
}
ok "the team agrees on every criterion, with votes and a reserved opinion" consensus
reserved() {
    stored 'Lý Thị Cúc|2|1' "SELECT g.ho_ten, f.so_thuan, f.so_chong FROM phieu_thong_nhat__bao_luu AS b JOIN phieu_thong_nhat AS f ON f._id = b._record JOIN nguoi AS g ON g._id = b.nguoi"
}
ok "… which stands under her name" reserved
adopted() {
    for sheet in $(queried 'SELECT tieu_chi FROM phieu_thong_nhat'); do
        moved binh phieu_thong_nhat "$visit|thcs|$sheet" thong_qua || return 1
    done
}
ok "the sheets are adopted" adopted

# ---- the draft, the school's reply, the report, the decision ----

# mended PERSON FORM KEY: as visited, into a record that is there.
changed() {
    { echo 'size 24x80'; cat; printf 'key F10\nscreen written\n'; } >"$dir/keys"
    PHIEU_NOW=2027-11-20T01:05:00.000Z as "$1" enter "$2" "$3" --script "$dir/keys" >"$dir/written" && grep -q '^| Saved ' "$dir/written" || { cat "$dir/written"; return 1; }
}
drafted() {
    visited binh bao_cao_dgn <<END
key F5
type draft sent
key Enter
type 25/10/2027
key F5
type about the school
key Enter
paste Trường THCS Nguyễn Trãi là trường công lập, có 14 lớp.
key F5
type how the eval
key Enter
paste Đoàn nghiên cứu hồ sơ, khảo sát ba ngày, thảo luận từng tiêu chí.
key F5
type strengths
key Enter
paste Nền nếp ổn định.
key F5
type weaknesses
key Enter
paste Chưa có quy chế phối hợp.
key F5
type recommendations to
key Enter
type 1
key Tab
type 4.3
key Enter
paste Ban hành quy chế phối hợp với cha mẹ học sinh.
key Tab
type 31/12/2028
key F10
END
    stored '1|2027-10-25|1|Ban hành quy chế phối hợp với cha mẹ học sinh.' "SELECT b.muc_doan, b.ngay_gui_truong, count(*), k.noi_dung_kn FROM bao_cao_dgn AS b LEFT JOIN bao_cao_dgn__kien_nghi AS k ON k._record = b._id"
}
ok "the secretary drafts the report; the level is that of the consensus" drafted
ok "the school does not read a draft" sh -c "! $year --as chinh list bao_cao_dgn 2>&1 | grep 'Draft'"
ok "the secretary does not send it" says 77 "only another role" as binh move bao_cao_dgn "$visit|1" gui_truong --yes
ok "the head sends it to the school" says 0 "" as an move bao_cao_dgn "$visit|1" gui_truong --yes
ok "… which reads it" says 0 "Ban hành quy chế" as chinh show bao_cao_dgn "$visit|1"
ok "… printed, it says where its members come from" says 0 "Trường THCS Trần Phú" as so report bao_cao_dgn "$visit|1" --format txt
replied() {
    taken thu phan_hoi <<END && moved chinh phan_hoi "$visit|1" gui
doan,tieu_chi_ph,trang,y_kien,de_nghi,ngay_gui_ph
$visit,tt57_pt-4.3,trang 12,Trường đã có dự thảo quy chế.,Ghi thêm vào báo cáo,2027-11-02
END
}
ok "… and replies to a point" replied
final() {
    moved an bao_cao_dgn "$visit|1" hoan_thien && changed binh bao_cao_dgn "$visit|1" <<END
key F5
type dated
key Enter
type 15/11/2027
key F5
type reference
key Enter
type 12/BC-ĐĐGN
END
}
ok "the report is finished" final
ok "… and does not go to the department while a point has no answer" says 1 "Point 1 of the school has no answer" as an move bao_cao_dgn "$visit|1" gui_so --yes
answered() {
    { printf 'size 24x80\nkey F6\ntype 2026\nkey Enter, Enter\ntype accepted\nkey Enter, Tab\n'; echo 'paste Đã ghi vào mục điểm yếu.'; printf 'key F10\nscreen written\n'; } >"$dir/keys"
    PHIEU_NOW=2027-11-16T01:05:00.000Z as binh enter tra_loi_phan_hoi --script "$dir/keys" >"$dir/written"
    stored 'Đã ghi vào mục điểm yếu.' 'SELECT giai_thich FROM tra_loi_phan_hoi' || { cat "$dir/written"; return 1; }
}
ok "the point is answered" answered
answer_read() {
    printf '%s\n' 'size 30x80' 'screen there' >"$dir/keys"
    as thu enter phan_hoi "$visit|1" --script "$dir/keys" | grep -q 'Accepted: Đã ghi vào mục điểm yếu'
}
ok "… the school reads the answer" answer_read
ok "the report goes to the department" says 0 "" as an move bao_cao_dgn "$visit|1" gui_so --yes
ok "the department takes the report over" says 0 "" as so move bao_cao_dgn "$visit|1" khoa --yes
ok "the visit is over" says 0 "" as an move doan_dgn "$visit" hoan_thanh --yes
counted() {
    as so summary ket_qua_tieu_chi den_ngay=2028-01-10 --exact | grep '^THCS900' | tr -d '\r' >"$dir/said"
    grep ',4\.3,' "$dir/said" | grep -q ',1,2,50,0,0,2,' && [ "$(grep -c ',100,1,1,' "$dir/said")" = 14 ] || { cat "$dir/said"; return 1; }
}
ok "the department's summary has both levels of each criterion" counted
differed() {
    as so summary chenh_lech --exact den_ngay=2027-12-31 | tr -d '\r' >"$dir/said" && grep -q '4\.3,' "$dir/said" || { cat "$dir/said"; return 1; }
}
ok "… and sees by criterion how school and team differed" differed
recognised() {
    taken so cong_nhan <<END
truong,loai_cn,so_qd_cn,ngay_ky,van_ban_cn,hinh_thuc_cn,muc_do,co_quan_cap,nguon_cn
THCS900,cqg,900/QĐ-UBND,2027-12-20,tt57_2026,moi,1,Ủy ban nhân dân tỉnh,dien_tu
END
    stored 2032-12-20 'SELECT ngay_het_han FROM cong_nhan'
}
ok "the decision is recorded; it holds for five years" recognised

# ---- what was recommended becomes the school's work; five years on ----

# home PERSON DAY: the to-do list.
home() {
    printf '%s\n' 'size 60x100' 'key F5' 'type nguyen trai' 'key Enter' 'screen home' >"$dir/keys"
    PHIEU_NOW=$2T01:05:00.000Z as "$1" --script "$dir/keys" >"$dir/home"
}
told() {
    home thu 2028-01-10 && grep -q 'ecommendation' "$dir/home" || { grep '^|' "$dir/home"; return 1; }
}
ok "the school's home tells of the recommendation" told
task() {
    taken thu viec_cai_tien <<END && moved thu viec_cai_tien "THCS900|2" dang_lam
truong,so_viec,noi_dung_vc,nguon_viec,bao_cao_vc,so_kn_vc,phu_trach_vc,han_vc
THCS900,2,Ban hành quy chế phối hợp với cha mẹ học sinh,doan,$visit|1,1,GV-02,2028-12-31
END
    home thu 2028-01-10
    ! grep 'ecommendation' "$dir/home"
}
ok "… until a task answers it" task
queue() {
    as so summary sap_het_han --exact "den_ngay=$1" so_thang=6 >"$dir/said"
    grep -c THCS900 "$dir/said" | grep -qx "$2" || { cat "$dir/said"; return 1; }
}
ok "four years on the queue of expiring recognitions does not name the school" queue 2031-12-20 0
ok "five years on it does" queue 2032-07-01 1
ok "… and the department's home, too" sh -c "printf '%s\n' 'size 60x100' 'screen home' >'$dir/keys'; PHIEU_NOW=2032-07-01T01:05:00.000Z $year --as so --script '$dir/keys'"
ok "the history of the five years holds" says 0 "Last entry" as quan verify

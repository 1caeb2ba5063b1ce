# Teams of external evaluation: what stops one, whose exception counts, who assigns and who reads what; and their summaries, against figures of
# the sample's files counted apart.
# compares: chuyen_gia doan
dir=$work/$suite
demo "$dir/mau.db"
app="--lang en --app forms/kdclgd --db $dir/mau.db"
export PHIEU_NOW=2026-11-23T01:05:00.000Z

# as PERSON COMMAND…
as() {
    person=$1
    shift
    "$phieu" $app --as "$person" "$@" </dev/null
}
# put PERSON FORM CSV: a file with two lines is imported.
put() {
    printf "$3" >"$dir/put.csv" && as "$1" import "$2" "$dir/put.csv"
}

# ---- a team with somebody who works at the school ----

team='TH002|2023-2024|1'
formed() {
    put canbo doan_dgn 'dot,muc_dich_doan,so_qd,ngay_qd,ngay_so_bo,tu_ngay,den_ngay\nTH002|2023-2024,ca_hai,7/QĐ,2026-11-23,2026-12-01,2026-12-08,2026-12-10\n' &&
        put canbo doan_dgn.thanh_vien "dot,lan_doan,nguoi,vai\nTH002|2023-2024,1,$1,truong\nTH002|2023-2024,1,N022,thu_ky\nTH002|2023-2024,1,N023,uy_vien
TH002|2023-2024,1,N024,uy_vien\nTH002|2023-2024,1,N034,uy_vien\n"
}
ok "An officer forms a team as a draft, whoever is in it" formed N010
forms() { as "${1:-canbo}" move doan_dgn "$team" da_lap; }
ok "Who works at the school stops it" says 1 "1 problem" forms
ok "… and is named" says 1 "Nguyễn Thị Bình works at the school" forms
exception() { put canbo ngoai_le_doan "doan,nguoi_nl,ly_do_nl\n$team,N010,Cả tỉnh không còn ai.\n"; }
ok "An exception is asked for" exception
ok "… which alone changes nothing" says 1 "works at the school" forms
allows() { as "$1" move ngoai_le_doan "$team|1" cho_phep; }
ok "The officer who formed the team allows it" allows canbo
ok "… and it does not count, which is said" says 1 "whoever formed the team allowed the exception, so it does not count: another officer has to" forms
again() { as canbo move ngoai_le_doan "$team|1" khong && as canbo move ngoai_le_doan "$team|1" de_nghi && allows canbo2; }
ok "Another officer allows it" again
ok "… and the team is formed" says 0 "" forms
ok "A school's secretary allows nothing" says 77 "" as thuky move ngoai_le_doan "$team|1" khong

# lacks REASON CSV-OF-MEMBERS: the note of a team that is being entered, and the check of one that is stored, say the same.
ties() {
    sqlite3 "$dir/mau.db" "UPDATE doan_dgn SET _state = 'du_thao' WHERE so_qd = '7/QĐ'; $1" && forms >"$dir/said" 2>&1
    grep -qF "$2" "$dir/said" || { cat "$dir/said"; return 1; }
}
member="UPDATE doan_dgn__thanh_vien SET nguoi = (SELECT _id FROM nguoi WHERE ma_nguoi = 'N021') WHERE nguoi = (SELECT _id FROM nguoi WHERE ma_nguoi = 'N024') AND _record = (SELECT _id FROM doan_dgn WHERE so_qd = '7/QĐ')"
ok "Who knows none of the school's levels is told" ties "$member" "Hà Thị Yến does not know the school's levels of education"
ok "Who worked there long ago is, too" ties "UPDATE nguoi__qua_trinh SET truong_qt = (SELECT _id FROM truong WHERE ma_truong = 'TH002') WHERE truong_qt = (SELECT _id FROM truong WHERE ma_truong = 'MN002')" "Hà Thị Yến worked at the school"
ok "Who has too few years" ties "UPDATE chuyen_gia SET nam_vao_nganh = 2023 WHERE nguoi = (SELECT _id FROM nguoi WHERE ma_nguoi = 'N021')" "Hà Thị Yến has too few years in the sector"
ok "Who is not trained by the day of the decision" ties "UPDATE chuyen_gia SET tap_huan_ngay = '2026-11-24' WHERE nguoi = (SELECT _id FROM nguoi WHERE ma_nguoi = 'N021')" "Hà Thị Yến is not trained"
ok "Who is no evaluator any more" ties "UPDATE chuyen_gia SET _state = 'thoi' WHERE nguoi = (SELECT _id FROM nguoi WHERE ma_nguoi = 'N021')" "Hà Thị Yến is not registered as an evaluator"
ok "Who works in the unit that manages the school" ties "UPDATE nguoi SET don_vi = (SELECT _id FROM don_vi WHERE ma_don_vi = 'XA-02') WHERE ma_nguoi = 'N034'" "Phạm Đình Long works in the unit that manages the school"
ok "… but not one who works in the department" sh -c "! grep -q 'Nguyễn Thu Trang' '$dir/said'"
ok "Two heads" ties "UPDATE doan_dgn__thanh_vien SET vai = 'truong' WHERE vai = 'thu_ky' AND _record = (SELECT _id FROM doan_dgn WHERE so_qd = '7/QĐ')" "More than one head"
ok "… and no secretary" grep -q "No secretary" "$dir/said"
ok "Too few people" ties "DELETE FROM doan_dgn__thanh_vien WHERE nguoi = (SELECT _id FROM nguoi WHERE ma_nguoi = 'N023') AND _record = (SELECT _id FROM doan_dgn WHERE so_qd = '7/QĐ')" "Fewer people than prescribed (5)"

# ---- who reads and writes what ----

one='THCS002|2023-2024|1'
ok "Members know each other by name, who hold a role for the visited school alone" sh -c "'$phieu' $app --as uyvien2 show doan_dgn '$one' | grep -q 'Mai Thị Hạnh'"
ok "… and list nobody of another school" sh -c "! '$phieu' $app --as uyvien2 list nguoi | grep -q 'Lò Văn Hương'"
reads() { # PERSON: the study that is not finished, by its author N010
    as "$1" list nghien_cuu_ho_so | grep -q 'N010|thcs|tt18-2.4'
}
ok "A study that is being written is read by its author" reads thukydoan2
hidden() {
    for person in truongdoan2 uyvien2; do
        ! reads $person && as $person list nghien_cuu_ho_so | grep -q 'N010|thcs|tt18-2.3' || { echo "$person"; return 1; }
    done
}
ok "… by nobody else in the team, who all read those that are finished" hidden
finishes() { as "$1" move nghien_cuu_ho_so "$one|N010|thcs|tt18-2.4" xong --yes; }
ok "Nobody finishes it for another" says 77 "" finishes truongdoan2
ok "… but its author" says 0 "" finishes thukydoan2
ok "… and then the team reads it" reads uyvien2
ok "The school's secretary reads nothing of it" says 77 "" as thuky list nghien_cuu_ho_so
ok "An officer writes no study" says 77 "" put canbo nghien_cuu_ho_so "doan,nguoi,cap_hoc,tieu_chi,nhan_xet\n$one,N025,thcs,tt18-4.1,x\n"

# gives PERSON LEFT: 5.5, the last but one, to N025; so many are left that nobody has.
gives() {
    { i=0; while [ $i -lt 26 ]; do echo 'key Down'; i=$((i + 1)); done; printf 'type N025\nkey Enter, F10\n'; } >"$dir/keys"
    as "$1" --script "$dir/keys" enter phan_cong_dgn "$one" >"$dir/screen" 2>&1
    left=$(sqlite3 "$dir/mau.db" "SELECT chua_giao FROM phan_cong_dgn JOIN doan_dgn AS d ON d._id = doan WHERE d.so_qd = '214/QĐ-SGDĐT'")
    [ "$left" = "$2" ] || { echo "$left are left"; cat "$dir/screen"; return 1; }
}
ok "A member gives no work out" gives uyvien2 2
ok "… the head of the team does" gives truongdoan2 1

# ---- summaries ----

for file in forms/kdclgd/demo/*.csv forms/kdclgd/lists/*.csv; do
    echo ".import --csv $file $(basename "$file" .csv | sed 's/^\(.*\)$/"\1"/')"
done >"$dir/import"
sqlite3 "$dir/files.db" <"$dir/import" 2>/dev/null
rm -f "$dir/mau.db"*
demo "$dir/mau.db"
# agrees SQL SUMMARY PARAMETER…: what SQL gives over the files is the beginning or a part of the summary's last row.
agrees() {
    expected=$(sqlite3 -separator , "$dir/files.db" "$1") && [ -n "$expected" ] || { echo "the files give nothing"; return 1; }
    shift
    as canbo summary "$@" 2>/dev/null | tr -d '\r' | tail -1 >"$dir/last"
    grep -qF -- "$expected" "$dir/last" || { echo "not $expected, but"; cat "$dir/last"; return 1; }
}
teams="WITH d AS (SELECT *, dot || '|' || lan_doan AS k, substr(dot, 1, instr(dot, '|') - 1) AS truong FROM doan_dgn WHERE _state NOT IN ('du_thao', 'huy') AND ngay_qd BETWEEN 'FROM' AND 'DAY'),
  m AS (SELECT v.*, v.dot || '|' || v.lan_doan AS k, d.truong AS den, d.ngay_qd AS ngay_qd FROM \"doan_dgn.thanh_vien\" v JOIN d ON d.dot = v.dot AND d.lan_doan = v.lan_doan),
  bad AS (SELECT m.k FROM m JOIN truong t ON t.ma_truong = m.den LEFT JOIN chuyen_gia c ON c.nguoi = m.nguoi AND c._state = 'hoat_dong'
           WHERE c.nguoi IS NULL OR substr(m.ngay_qd, 1, 4) - c.nam_vao_nganh < 5 OR (SELECT n.truong FROM nguoi n WHERE n.ma_nguoi = m.nguoi) = m.den
              OR EXISTS (SELECT 1 FROM \"nguoi.qua_trinh\" q WHERE q.ma_nguoi = m.nguoi AND q.truong_qt = m.den)
              OR NOT (c.tap_huan_ngay <> '' AND c.tap_huan_ngay <= m.ngay_qd OR EXISTS (SELECT 1 FROM \"lop_tap_huan.hoc_vien\" h JOIN lop_tap_huan l USING (so_lop)
                       WHERE h.nguoi_hv = m.nguoi AND h.ket_qua_hv = 'dat' AND l.noi_dung_lop = 'dgn' AND l.den_lop <= m.ngay_qd))
              OR NOT EXISTS (SELECT 1 FROM cap_hoc x WHERE ' ' || t.cap_hoc || ' ' LIKE '% ' || x.code || ' %' AND ' ' || c.cap_hoc_cg || ' ' LIKE '% ' || x.code || ' %')
          UNION SELECT k FROM m GROUP BY k HAVING count(*) NOT BETWEEN 5 AND 9 OR sum(vai = 'truong') <> 1 OR sum(vai = 'thu_ky') <> 1)"
told() {
    agrees "$(echo "$teams" | sed "s/FROM' AND 'DAY/$1' AND '$2/") SELECT count(DISTINCT truong) || ' schools,,,' || count(*) || ',,,,,' || (SELECT count(*) FROM m) || ',,,'
        || sum((SELECT count(*) FROM \"doan_dgn.cac_buoc\" b WHERE b.dot = d.dot AND b.lan_doan = d.lan_doan AND b.xong_ngay <> '' AND b.xong_ngay <= '$2') = 6)
        || ' did all six,,' || (count(*) - sum(k IN (SELECT k FROM bad))) || ' lawful or allowed' FROM d" doan "tu_ngay=$1" "den_ngay=$2"
}
ok "Teams are those of the sample's files, and lawful by a count of one's own" told 2020-01-01 2026-11-23
ok "… as of an earlier day, whose steps were not done" told 2025-10-07 2026-04-01
ok "… and between two days" told 2026-03-10 2026-03-31
evaluators() {
    agrees "WITH c AS (SELECT c.*, EXISTS (SELECT 1 FROM \"lop_tap_huan.hoc_vien\" h JOIN lop_tap_huan l USING (so_lop)
                   WHERE h.nguoi_hv = c.nguoi AND h.ket_qua_hv = 'dat' AND l.noi_dung_lop = 'dgn' AND l.den_lop <= '$1') AS lop,
                (SELECT count(*) FROM \"doan_dgn.thanh_vien\" v JOIN doan_dgn d USING (dot, lan_doan) WHERE v.nguoi = c.nguoi AND d._state NOT IN ('du_thao', 'huy') AND d.ngay_qd <= '$1') AS doan,
                (SELECT count(*) FROM \"doan_dgn.thanh_vien\" v JOIN doan_dgn d USING (dot, lan_doan) WHERE v.nguoi = c.nguoi AND d._state NOT IN ('du_thao', 'huy') AND d.ngay_qd <= '$1'
                    AND NOT EXISTS (SELECT 1 FROM \"doan_dgn.cac_buoc\" b WHERE b.dot = d.dot AND b.lan_doan = d.lan_doan AND b._row_key = '6' AND b.xong_ngay <> '' AND b.xong_ngay <= '$1')) AS dang
              FROM chuyen_gia c WHERE _state <> 'thoi')
        SELECT count(*) || ' persons,,,,,' || sum(lop OR (tap_huan_ngay <> '' AND tap_huan_ngay <= '$1')) || ',' || sum(doan) || ',' || sum(dang > 0) || ',' || sum(san_sang = 'co') FROM c" chuyen_gia "den_ngay=$1"
}
ok "Evaluators, their training and their teams are those of the sample's files" evaluators 2026-11-23
ok "… as of an earlier day" evaluators 2026-04-01
unset PHIEU_NOW

# ---- what a visit prints ----

printed() { # DOCUMENT KEY: as text, in one line
    "$phieu" $app --lang vi --as canbo report "$1" "$2" --format txt --width 200 | sed 's/[│┌┬┐├┼┤└┴┘─]/ /g' | tr -s ' \n' ' '
}
# holds DOCUMENT KEY TEXT…
holds() {
    document=$1 key=$2
    shift 2
    printed "$document" "$key" >"$dir/printed" || return 1
    for text in "$@"; do
        grep -qF -- "$text" "$dir/printed" || { echo "it does not hold: $text"; cat "$dir/printed"; return 1; }
    done
}
lists() { # FILE CONDITION COLUMN: what the sample's file says
    printf '.import --csv forms/kdclgd/demo/%s.csv x\n%s\n' "$1" "SELECT $3 FROM x WHERE $2;" | sqlite3
}
visit='THCS001|2024-2025|1'
ok "The schedule has the days of the steps, the days agreed on and who has which criterion" holds lich_lam_viec "$visit" \
    '13/04/2026 – 15/04/2026' 'Ngày 13/4, sáng: làm việc với hội đồng tự đánh giá' '1.1 Phương hướng, chiến lược xây dựng và phát triển nhà trường Đặng Thị Hùng Bùi Quang Bình'
# numbered DOCUMENT: the rows of its tables that begin with a number.
numbered() {
    "$phieu" $app --as canbo report "$1" "$visit" --format html | grep -c '<tr.*paragraph-Standard">[0-9][0-9]*</p>$'
}
given_out() {
    rows=$(numbered lich_lam_viec) expected=$(lists phan_cong_dgn.viec_dgn "doan = '$visit'" 'count(*)')
    [ "$expected" -gt 0 ] && [ "$rows" = $((expected + 6)) ] || { echo "$rows rows, six steps and $expected criteria"; return 1; }
}
ok "… a row for each that is given out" given_out
ok "A study names the evidence to be looked at, and whom to hear" holds phieu_nghien_cuu "$visit|N014|thcs|tt18-1.1" \
    "$(lists nghien_cuu_ho_so "doan = '$visit' AND nguoi = 'N014' AND tieu_chi = 'tt18-1.1'" nhan_xet)" "$(lists minh_chung "truong = 'THCS001' AND so_mc = '2'" ten_mc)" 'Giáo viên các tổ 6'
ok "A preliminary report has its member's words" holds bao_cao_so_bo "$visit|N014" "$(lists bao_cao_so_bo "doan = '$visit' AND nguoi = 'N014'" diem_yeu)" 'người viết: Đặng Thị Hùng'
ok "The minutes of the preliminary survey are signed by three" holds bb_khao_sat_so_bo "$visit" 'ngày 30 tháng 3 năm 2026' 'Bùi Quang Bình' 'Hà Thị Dũng' 'Đặng Thị Hùng'
asked() {
    for file in nghien_cuu_ho_so nghien_cuu_ho_so.phong_van; do printf '.import --csv forms/kdclgd/demo/%s.csv "%s"\n' "$file" "$file"; done >"$dir/sql"
    echo "SELECT count(*) FROM \"nghien_cuu_ho_so.phong_van\" JOIN nghien_cuu_ho_so USING (doan, nguoi, cap_hoc, tieu_chi) WHERE doan = '$visit' AND _state = 'xong';" >>"$dir/sql"
    rows=$(numbered phieu_phong_van) expected=$(sqlite3 <"$dir/sql")
    [ "$expected" -gt 0 ] && [ "$rows" = "$expected" ] || { echo "$rows rows, $expected questions"; return 1; }
}
ok "The interview sheet asks what finished studies ask for" asked

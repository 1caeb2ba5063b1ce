# The department's side of the shipped application: its summaries say what the sample's files say, counted without the program: the files
# themselves are read into tables of the same names.
# compares: can_tap_huan chi_tieu cong_nhan dang_ky dieu_kien_cqg du_cho_ke_hoach duoc_nang ho_tro_giam_sat hoi_thao ke_hoach_dgn ket_qua_giay sap_het_han tap_huan uu_dai uu_dai_du_dieu_kien van_ban_gui
dir=$work/$suite
demo "$dir/mau.db"
so="--lang en --app forms/kdclgd --db $dir/mau.db"
for file in forms/kdclgd/demo/*.csv forms/kdclgd/lists/*.csv; do
    echo ".import --csv $file $(basename "$file" .csv | sed 's/^\(.*\)$/"\1"/')"
done >"$dir/import"
sed -n "s/^move dot_tdg \(.*\) \(.*\)/UPDATE dot_tdg SET _state = '\2' WHERE truong || '|' || ma_dot = '\1';/p" forms/kdclgd/demo/order.txt >>"$dir/import"
sqlite3 "$dir/files.db" <"$dir/import" 2>/dev/null

# counted SQL: what the files give; an empty cell is ''.
counted() {
    sqlite3 -separator , "$dir/files.db" "$1"
}
# total SUMMARY PARAMETER…: its last row.
total() {
    "$phieu" $so --as Ha:can_bo summary "$@" | tr -d '\r' | tail -1
}
# agrees SQL SUMMARY PARAMETER…: what SQL gives over the files stands in the last row of the summary.
agrees() {
    expected=$(counted "$1") && [ -n "$expected" ] || { echo "the files give nothing"; return 1; }
    shift
    total "$@" >"$dir/last"
    grep -qF -- "$expected" "$dir/last" || { echo "not $expected, but"; cat "$dir/last"; return 1; }
}

# ---- registration and receipt ----

moves() {
    says "$1" "$2" "$phieu" $so --as "Binh:$3" move "$4" "$5" "$6" --yes </dev/null
}
ok "A registration is sent by the chair of the council" moves 0 "" chu_tich dang_ky_dgn 'PT001|2024-2025|1' gui
ok "… and received by the department alone" moves 77 "" chu_tich dang_ky_dgn 'PT001|2024-2025|1' tiep_nhan

# Sent and not withdrawn by the day; in the state that the receipt and the recognitions give.
registrations() {
    agrees "WITH g AS (SELECT g.*, substr(dot, 1, instr(dot, '|') - 1) AS truong, n.ngay_nhan, n.ket_qua_tn, n.ngay_thong_bao FROM dang_ky_dgn g LEFT JOIN tiep_nhan n ON n.dang_ky = g.dot || '|' || g.lan_dk
                        WHERE g._state NOT IN ('nhap', 'rut') AND g.ngay_cv <= '$1'),
             r AS (SELECT g.*, EXISTS (SELECT 1 FROM cong_nhan c WHERE c.truong = g.truong AND c.ngay_ky > g.ngay_cv AND c.ngay_ky <= '$1' AND g.muc_dich_dk IN ('ca_hai', c.loai_cn)) AS done,
                          ngay_thong_bao <> '' AND ngay_thong_bao <= '$1' AND ket_qua_tn = 'chap_nhan' AS taken FROM g)
        SELECT '\"waiting ' || sum(NOT done AND NOT coalesce(taken, 0)) || ', for evaluation ' || sum(NOT done AND coalesce(taken AND date(ngay_thong_bao, '+3 months') >= '$1', 0))
            || ', late ' || sum(NOT done AND coalesce(taken AND date(ngay_thong_bao, '+3 months') < '$1', 0)) || ', recognised ' || sum(done) || '\"' FROM r" dang_ky "den_ngay=$1"
}
ok "Registrations stand as the sample's files give" registrations 2026-11-26
ok "… as of another day, too" registrations 2025-07-10

# ---- recognitions ----

# Of each decision the day on which another of the same school and kind followed, and the day on which it was withdrawn, '9999' for never.
held="WITH c AS (SELECT a.*, coalesce((SELECT min(b.ngay_ky) FROM cong_nhan b WHERE b.truong = a.truong AND b.loai_cn = a.loai_cn AND b.ngay_ky > a.ngay_ky),
           CASE a._state WHEN 'thay_the' THEN a.ngay_ky ELSE '9999' END) AS followed,
       coalesce((SELECT h.ngay_qd_th FROM thu_hoi h WHERE h.cong_nhan = a.truong || '|' || a.loai_cn || '|' || a.so_qd_cn AND h._state = 'da_thu_hoi'), '9999') AS withdrawn
  FROM cong_nhan a)"
decisions() {
    agrees "$held SELECT '\"new ' || sum(hinh_thuc_cn = 'moi') || ', renewed ' || sum(hinh_thuc_cn = 'lai') || ', raised ' || sum(hinh_thuc_cn = 'nang') || '\",' || count(*)
              || ',,,,,\"in force ' || sum(withdrawn > '$1' AND followed > '$1' AND ngay_het_han >= '$1')
              || ', expired ' || sum(withdrawn > '$1' AND followed > '$1' AND ngay_het_han < '$1')
              || ', replaced ' || sum(withdrawn > '$1' AND followed <= '$1') || ', withdrawn ' || sum(withdrawn <= '$1')
              || '\",,from paper ' || sum(nguon_cn <> 'dien_tu') FROM c WHERE ngay_ky <= '$1'" cong_nhan "den_ngay=$1"
}
for day in 2026-11-26 2026-11-01 2024-03-01 2021-01-01; do
    ok "Decisions as of $day are those of the sample's files" decisions $day
done
may_rise() {
    agrees "$held SELECT count(*) || ' of ' || (SELECT count(*) FROM c WHERE ngay_ky <= '$1' AND followed > '$1' AND withdrawn > '$1' AND ngay_het_han >= '$1') || ' recognitions'
              FROM c WHERE followed > '$1' AND withdrawn > '$1' AND ngay_het_han >= '$1' AND ngay_ky <= date('$1', '-2 years')
               AND ((loai_cn = 'kd' AND cap_do < 4) OR (loai_cn = 'cqg' AND muc_do < 2))" duoc_nang "den_ngay=$1"
}
ok "Recognitions that may be raised are those that are two years old and not the highest" may_rise 2026-11-26
ok "… as of an earlier day, too" may_rise 2023-02-01

# expiring DAY: expired, and within 6, 12 and 24 months, of those that hold or have expired without another.
expiring() {
    agrees "$held, h AS (SELECT ngay_het_han AS e, nguon_cn FROM c JOIN truong t ON t.ma_truong = c.truong WHERE ngay_ky <= '$1' AND followed > '$1' AND withdrawn > '$1' AND t._state = 'hoat_dong')
        SELECT '\"expired ' || sum(e < '$1') || ', 6 months ' || sum(e BETWEEN '$1' AND date('$1', '+6 months')) || ', 12 months ' || sum(e BETWEEN '$1' AND date('$1', '+12 months'))
            || ', 24 months ' || sum(e BETWEEN '$1' AND date('$1', '+24 months')) || '\",from paper ' || sum(nguon_cn <> 'dien_tu' AND e <= date('$1', '+24 months')) FROM h" sap_het_han "den_ngay=$1"
}
for day in 2026-11-26 2024-03-01 2021-02-01; do
    ok "Recognitions that expire from $day on are those of the sample's files" expiring $day
done

# ---- results on paper ----

paper="GDTX03|2019|tdg|gdtx"
# keys_again WHO LEVEL: the paper above keyed again, as 15/05/2020, its reference, and the level.
keys_again() {
    printf 'size 24x80\ntype 15052020\nkey Enter\ntype 12/BC-TTHS\nkey Enter\ntype %s\nkey Enter\nkey F10\nscreen after\n' "$2" >"$dir/again.keys"
    "$phieu" $so --as "$1:can_bo" --script "$dir/again.keys" enter --verify ket_qua_giay "$paper"
}
confirms() {
    says "$1" "$2" "$phieu" $so --as "$3:can_bo" move ket_qua_giay "$paper" xac_nhan --yes </dev/null
}
# The one who stored the level last: Lan, who types it anew.
typed_by_lan() {
    for level in 1 2; do
        printf 'size 24x80\nkey F5\ntype Level of the school\nkey Enter, Ctrl-U\ntype %s\nkey F10\n' $level >"$dir/level.keys"
        "$phieu" $so --as Lan:can_bo --script "$dir/level.keys" enter ket_qua_giay "$paper" || return 1
        [ "$(sqlite3 "$dir/mau.db" "SELECT muc_kq FROM ket_qua_giay AS g JOIN truong AS t ON t._id = g.truong WHERE t.ma_truong = 'GDTX03'")" = $level ] || return 1
    done
}
ok "A result on paper is typed by one officer" typed_by_lan
ok "… is not confirmed while it was keyed once" confirms 1 "No second person has keyed this result again" Lan
by_herself() {
    printf 'size 24x80\ntype 15052020\nkey Enter\ntype 12/BC-TTHS\nkey Enter\nscreen after\n' >"$dir/again.keys"
    "$phieu" $so --as Lan:can_bo --script "$dir/again.keys" enter --verify ket_qua_giay "$paper" >"$dir/screen"
    cat "$dir/screen"
    [ "$(sqlite3 "$dir/mau.db" "SELECT count(*) FROM _verified_value WHERE second = 'Lan' AND field = 'muc_kq'")" = 0 ]
}
ok "… the one who typed the level cannot key it again" by_herself
ok "… and it is still not confirmed" confirms 1 "No second person has keyed this result again" Lan
ok "… another officer keys it" keys_again Mai 2
ok "… then it is confirmed" confirms 0 "" Lan
on_paper() {
    agrees "WITH k AS (SELECT m.* FROM \"ket_qua_giay.muc_tieu_chi\" m JOIN ket_qua_giay g USING (truong, nam_hoc_kq, nguon_kq, cap_hoc_kq) WHERE g._state = 'xac_nhan' AND g.ngay_kq <= '$1')
        SELECT count(*) || ',' || sum(muc_tc >= '1') || ',' || sum(muc_tc >= '2') || ',' || sum(muc_tc >= '3') || ',' FROM k" ket_qua_giay "den_ngay=$1" &&
        agrees "SELECT count(DISTINCT truong) || ' schools,,' FROM ket_qua_giay WHERE (_state = 'xac_nhan' OR truong = 'GDTX03') AND ngay_kq <= '$1'" ket_qua_giay "den_ngay=$1" &&
        agrees "SELECT '\"' || count(*) || ' results, waiting ' || (SELECT count(*) FROM ket_qua_giay WHERE _state <> 'xac_nhan' AND truong <> 'GDTX03' AND ngay_kq <= '$1') || '\"'
            FROM ket_qua_giay WHERE (_state = 'xac_nhan' OR truong = 'GDTX03') AND ngay_kq <= '$1'" ket_qua_giay "den_ngay=$1"
}
ok "Results on paper count when they are confirmed" on_paper 2026-11-26
ok "… as of another day, too" on_paper 2022-12-31

# ---- the plan of visits and its budget ----

# The visits of the plans that held on a day, with the first day of their month and their budget year.
visits="WITH v AS (SELECT t.*, t.nam_hoc_kh + (t.thang_kh + 0 < 8) AS nam, printf('%d-%02d-01', t.nam_hoc_kh + (t.thang_kh + 0 < 8), t.thang_kh) AS thang
  FROM \"ke_hoach_dgn_nam.truong_dgn\" t JOIN ke_hoach_dgn_nam k USING (don_vi_kh, nam_hoc_kh, lan_kh)
 WHERE k._state <> 'du_thao' AND k.ngay_kh <= 'DAY'
   AND k.lan_kh = (SELECT max(j.lan_kh) FROM ke_hoach_dgn_nam j WHERE j.nam_hoc_kh = k.nam_hoc_kh AND j._state <> 'du_thao' AND j.ngay_kh <= 'DAY'))"
planned() {
    agrees "$(echo "$visits" | sed "s/DAY/$1/g") SELECT '\"' || count(*) || ' visits, ' || count(DISTINCT truong_kh) || ' schools\"' FROM v" ke_hoach_dgn "den_ngay=$1" &&
        agrees "$(echo "$visits" | sed "s/DAY/$1/g"), r AS (SELECT v.*, EXISTS (SELECT 1 FROM cong_nhan c WHERE c.truong = truong_kh AND c.ngay_ky >= thang AND c.ngay_ky <= '$1'
                   AND c.ngay_ky <= date(thang, '+1 year')) AS done FROM v)
            SELECT 'recognised ' || sum(done) || ', no result ' || sum(NOT done AND date(thang, '+1 month') <= '$1') FROM r" ke_hoach_dgn "den_ngay=$1" &&
        agrees "$(echo "$visits" | sed "s/DAY/$1/g") SELECT ',' || sum(kinh_phi_kh) || ',' || sum((SELECT coalesce(sum(so_tien), 0) FROM \"kinh_phi.chi\" WHERE truong_chi = truong_kh AND nam_kp = nam
            AND ngay_chi >= thang AND ngay_chi <= '$1')) FROM v" ke_hoach_dgn "den_ngay=$1"
}
for day in 2026-11-26 2026-10-01 2025-12-31; do
    ok "Visits as of $day are those of the plans that held then" planned $day
done
covers() {
    agrees "$(echo "$visits" | sed "s/DAY/$1/g"), y AS (SELECT (SELECT count(*) FROM v WHERE nam = $2) AS n, (SELECT coalesce(sum(kinh_phi_kh), 0) FROM v WHERE nam = $2) AS cost,
               (SELECT sum(du_toan) || ',' || sum(duoc_giao) FROM kinh_phi WHERE nam_kp = '$2' AND muc_chi = 'danh_gia_ngoai') AS money,
               (SELECT coalesce(sum(so_tien), 0) FROM \"kinh_phi.chi\" WHERE nam_kp = '$2' AND muc_chi = 'danh_gia_ngoai' AND ngay_chi <= '$1') AS spent)
        SELECT n || ',' || cost || ',' || coalesce(money, '0,0') || ',' || spent FROM y" du_cho_ke_hoach "den_ngay=$1" "nam=$2" && total du_cho_ke_hoach "den_ngay=$1" "nam=$2" | grep -q "$3"
}
ok "The budget of a year is compared with the visits that fall in it" covers 2026-11-26 2026 "covered 1/1"
ok "… what is not granted yet is lacking" covers 2026-11-26 2027 "136000000,covered 0/1"
ok "… and what was spent counts until the day" covers 2026-04-30 2026 "covered 1/1"

# ---- conditions of the national standard, targets ----

conditions() {
    agrees "WITH c AS (SELECT d.dot_dkc, sum(ket_qua_dkc IN ('dat', 'khong_ap_dung')) AS met, count(*) AS n FROM \"dieu_kien_cqg.dieu_kien\" d JOIN dieu_kien_cqg k USING (dot_dkc)
        WHERE k.ngay_xet <= '$1' GROUP BY 1) SELECT count(*) || ',,,,' || sum(met) || ',' || sum(n) || ',,all met ' || sum(met = n) || '/' || count(*) FROM c" dieu_kien_cqg "den_ngay=$1"
}
ok "Conditions of the national standard that are met are those of the sample's files" conditions 2026-11-26
# known PERIOD TEXT: what is known stands beside the conditions of a period.
known() {
    printf 'size 24x120\nscreen page\n' >"$dir/page.keys"
    "$phieu" $so --as Ha:can_bo --script "$dir/page.keys" enter dieu_kien_cqg "$1" | grep -F "$2"
}
level() {
    counted "SELECT muc_ket_luan FROM ket_luan_truong WHERE dot = '$1'"
}
ok "What is known of a condition stands beside it: the cohorts that the school notes" known 'TH001|2024-2025' "$(counted "SELECT khoa_hoan_thanh FROM ho_so_truong WHERE truong = 'TH001'") cohorts"
ok "… the level that its council concluded" known 'TH001|2024-2025' "self-assessment level $(level 'TH001|2024-2025')"
ok "… and the years in a row with a report: none while it is being written" known 'TH004|2026-2027' "0/3 school years in a row"
# Of each target, in the order of the summary: schools that reached it, schools, and those known from paper alone.
targets() {
    counted "$held,
        under(goc, u) AS (SELECT ma_don_vi, ma_don_vi FROM don_vi UNION SELECT under.goc, d.ma_don_vi FROM don_vi d JOIN under ON d.cap_tren = under.u),
        open AS (SELECT DISTINCT goc, t.ma_truong, t.cap_thong_ke FROM under JOIN \"truong.quan_ly\" q ON q.don_vi = u AND q.tu <= '$1' AND (q.den = '' OR q.den >= '$1') JOIN truong t USING (ma_truong)
                  WHERE t._state IN ('hoat_dong', 'tam_dung')),
        now AS (SELECT * FROM c WHERE ngay_ky <= '$1' AND followed > '$1' AND withdrawn > '$1' AND ngay_het_han >= '$1'),
        done AS (SELECT 'kd' AS k, '' AS y, truong, nguon_cn <> 'dien_tu' AS paper FROM now WHERE loai_cn = 'kd'
                 UNION ALL SELECT 'cqg1', '', truong, nguon_cn <> 'dien_tu' FROM now WHERE loai_cn = 'cqg'
                 UNION ALL SELECT 'cqg2', '', truong, nguon_cn <> 'dien_tu' FROM now WHERE loai_cn = 'cqg' AND muc_do = '2'
                 UNION ALL SELECT 'tdg', nam_hoc, truong, 0 FROM dot_tdg WHERE _state IN ('da_nop', 'tiep_nhan', 'cong_bo', 'khoa')
                 UNION ALL SELECT nguon_kq, nam_hoc_kq, truong, 1 FROM ket_qua_giay WHERE (_state = 'xac_nhan' OR truong = 'GDTX03') AND ngay_kq <= '$1'),
        reached AS (SELECT x.rowid AS r, o.ma_truong, min(paper) AS paper FROM chi_tieu x JOIN open o ON o.goc = x.don_vi_ct AND x.cap_hoc_ct IN ('chung', o.cap_thong_ke)
                      JOIN done ON truong = o.ma_truong AND k = x.loai_ct AND y IN ('', x.nam_hoc_ct) GROUP BY 1, 2)
        SELECT (SELECT count(*) FROM reached WHERE r = x.rowid),
               (SELECT count(*) FROM open o WHERE o.goc = x.don_vi_ct AND x.cap_hoc_ct IN ('chung', o.cap_thong_ke) AND (x.loai_ct NOT LIKE 'cqg%' OR o.cap_thong_ke <> 'gdtx')),
               (SELECT coalesce(sum(paper), 0) FROM reached WHERE r = x.rowid)
          FROM chi_tieu x JOIN cap_hoc l ON l.code = x.cap_hoc_ct JOIN loai_chi_tieu t ON t.code = x.loai_ct
         ORDER BY x.don_vi_ct, x.nam_hoc_ct, \"thu_tu:integer\", t.rowid" >"$dir/targets"
    "$phieu" $so --as Ha:can_bo summary chi_tieu "den_ngay=$1" --exact | tr -d '\r' >"$dir/said.csv"
    sqlite3 -separator , "$dir/said.db" ".import --csv $dir/said.csv s" "SELECT so, mau_so, tu_giay FROM s WHERE nam_hoc LIKE '20%'; DROP TABLE s" | diff "$dir/targets" - && [ -s "$dir/targets" ]
}
ok "Targets stand beside the schools that reached them, each with how many come from paper" targets 2026-11-26
ok "… as of another day, too" targets 2026-06-30

# ---- incentives ----

# Of each sample policy and school that was open, how many conditions it meets as of a day, worked out from the files for the three sample rules.
favours="$held,
    day AS (SELECT 'DAY' AS d),
    now AS (SELECT * FROM c, day WHERE ngay_ky <= d AND followed > d AND withdrawn > d AND ngay_het_han >= d),
    t AS (SELECT * FROM truong WHERE _state IN ('hoat_dong', 'tam_dung')
             OR EXISTS (SELECT 1 FROM \"truong.bien_dong\" b, day WHERE b.ma_truong = truong.ma_truong AND b.loai_bd = 'sap_nhap_vao' AND b.ngay > d)),
    level AS (SELECT substr(k.dot, 1, instr(k.dot, '|') - 1) AS ma_truong, k.muc_ket_luan + 0 AS muc, e.tu_ngay
                FROM ket_luan_truong k JOIN dot_tdg e ON k.dot = e.truong || '|' || e.ma_dot, day WHERE k._state = 'xong' AND k.muc_ket_luan <> '' AND e.tu_ngay <= d),
    r AS (SELECT 'UD-01' AS policy, ma_truong,
                 EXISTS (SELECT 1 FROM now WHERE truong = ma_truong AND loai_cn = 'kd' AND cap_do >= 2) + coalesce((SELECT muc >= 1 FROM level l WHERE l.ma_truong = t.ma_truong ORDER BY tu_ngay DESC LIMIT 1), 0) AS met FROM t
          UNION ALL SELECT 'UD-02', ma_truong, EXISTS (SELECT 1 FROM now WHERE truong = ma_truong AND loai_cn = 'cqg' AND muc_do = 2)
                 + EXISTS (SELECT 1 FROM now WHERE truong = ma_truong AND loai_cn = 'kd' AND cap_do >= 1) FROM t
          UNION ALL SELECT 'UD-03', ma_truong, (loai_hinh = 'cong_lap')
                 + EXISTS (SELECT 1 FROM \"truong.dac_diem_nam\" f, day WHERE f.ma_truong = t.ma_truong AND f.dac_diem = 'vung_kho_khan' AND f.tu_nam || '-01-01' <= d) FROM t)"
favoured() {
    counted "$(echo "$favours" | sed "s/DAY/$1/") SELECT ma_truong || ',' || met FROM r ORDER BY policy, ma_truong" >"$dir/favoured"
    "$phieu" $so --as Ha:can_bo summary uu_dai_du_dieu_kien "den_ngay=$1" ca_chua_du=co --exact | tr -d '\r' >"$dir/said.csv"
    sqlite3 -separator , "$dir/said.db" ".import --csv $dir/said.csv s" "SELECT s.ma_truong || ',' || dat FROM s WHERE ma_truong <> '' ORDER BY (SELECT min(rowid) FROM s AS f WHERE f.co_che = s.co_che), ma_truong; DROP TABLE s" |
        diff "$dir/favoured" - && [ "$(wc -l <"$dir/favoured")" -gt 100 ]
}
ok "Every condition of an incentive is met by the schools that the sample's files give" favoured 2026-11-26
ok "… as of another day, too" favoured 2024-10-01
never_ranked() {
    "$phieu" $so --as Ha:can_bo summary uu_dai_du_dieu_kien den_ngay=2026-11-26 co_che=UD-03 ca_chua_du=co --exact | tr -d '\r' >"$dir/said.csv"
    sqlite3 "$dir/said.db" ".import --csv $dir/said.csv s" "SELECT ten FROM s WHERE ma_truong <> ''; DROP TABLE s" >"$dir/names"
    head -3 "$dir/names" && [ "$(head -1 "$dir/names")" = "Trung tâm GDNN-GDTX Hòa Sơn" ] && [ "$(sed -n 4p "$dir/names")" = "Trường Mầm non Ánh Dương" ]
}
ok "… and they stand by name, in the Vietnamese order, whatever they meet" never_ranked
ok "Proposals stand with the conditions that were met on their day" agrees "$(echo "$favours" | sed 's/DAY/2026-10-12/')
    SELECT count(*) || ' schools,,' || sum(met) || ',' || (2 * count(*)) FROM r WHERE policy = 'UD-02' AND ma_truong IN ('MN010', 'TH005', 'MN006')" uu_dai den_ngay=2026-10-31
ok "… and are counted by what became of them" agrees "SELECT '\"waiting ' || sum(_state IN ('de_nghi', 'xet')) || ', approved ' || sum(_state IN ('duyet', 'da_huong'))
    || ', received ' || sum(_state = 'da_huong') || ', refused ' || sum(_state = 'khong') FROM de_nghi_uu_dai" uu_dai den_ngay=2026-12-31
figures() {
    [ -z "$(counted "SELECT so_lieu_ud FROM dieu_kien_uu_dai EXCEPT SELECT code FROM so_lieu_uu_dai")" ] || return 1
    [ "$(counted "SELECT code FROM so_lieu_uu_dai WHERE code NOT LIKE 'dac_diem_%' ORDER BY 1")" = "$(grep -o "'[a-z_]*'" forms/kdclgd/views/v_so_lieu_uu_dai.sql | tr -d "'" |
        grep -Fx "$(cut -d, -f1 forms/kdclgd/lists/so_lieu_uu_dai.csv)" | sort -u)" ]
}
ok "Conditions name figures that the list has, and the view gives each of them" figures

# ---- the department's other work ----

courses() {
    agrees "WITH h AS (SELECT h.* FROM \"lop_tap_huan.hoc_vien\" h JOIN lop_tap_huan USING (so_lop) WHERE tu_lop BETWEEN '$1' AND '$2'),
                 l AS (SELECT * FROM lop_tap_huan WHERE tu_lop BETWEEN '$1' AND '$2')
        SELECT (SELECT count(*) FROM l) || ' courses,' || count(DISTINCT iif(co_mat_hv = 'co', nguoi_hv, NULL)) || ' persons,,,,,' || count(*) || ',' || sum(co_mat_hv = 'co')
               || ',' || sum(ket_qua_hv = 'dat') || ',' || sum(so_chung_nhan <> '') || ',' FROM h" tap_huan "tu_ngay=$1" "den_ngay=$2" &&
        agrees "SELECT (SELECT sum(so_tien) FROM \"kinh_phi.chi\" JOIN lop_tap_huan ON lop_chi = so_lop WHERE tu_lop BETWEEN '$1' AND '$2') || ',held ' || count(*)
            FROM lop_tap_huan WHERE _state = 'da_to_chuc' AND tu_lop BETWEEN '$1' AND '$2'" tap_huan "tu_ngay=$1" "den_ngay=$2"
}
ok "Courses and who attended are those of the sample's files" courses 2026-01-01 2026-12-31
ok "… in a shorter time, too" courses 2026-09-01 2026-11-26
untrained() {
    agrees "WITH m AS (SELECT v.nguoi FROM \"hoi_dong.thanh_vien\" v JOIN dot_tdg d ON v.dot = d.truong || '|' || d.ma_dot
                   WHERE d.tu_ngay <= '$1' AND d.den_ngay >= '$1' AND v.tu <= '$1' AND (v.den = '' OR v.den >= '$1')
                     AND v.lan = (SELECT max(h.lan) FROM hoi_dong h WHERE h.dot = v.dot AND h.ngay_qd <= '$1' AND h._state <> 'du_thao')),
             c AS (SELECT nguoi_hv, max(ket_qua_hv = 'dat') AS passed FROM \"lop_tap_huan.hoc_vien\" JOIN lop_tap_huan USING (so_lop)
                    WHERE noi_dung_lop = 'tdg' AND _state = 'da_to_chuc' AND den_lop <= '$1' AND co_mat_hv = 'co' GROUP BY 1)
        SELECT count(*) - coalesce(sum(passed), 0) || ' of ' || count(*) || ' persons,,,\"no course ' || (count(*) - count(nguoi_hv)) || ', not passed ' || coalesce(sum(NOT passed), 0) || '\"'
          FROM m LEFT JOIN c ON nguoi_hv = nguoi" can_tap_huan "den_ngay=$1"
}
ok "Who still needs training are the members of councils who passed no course" untrained 2026-11-26
ok "… as of a day before the courses, of the council of that day" untrained 2025-03-01
ok "Workshops add up as the sample's files do" agrees "SELECT count(*) || ' workshops,,,,,' || sum(so_nguoi_ht) || ',' || (SELECT count(*) FROM \"hoi_thao.tham_luan\") || ',' || (SELECT sum(so_tien) FROM \"kinh_phi.chi\" WHERE hoi_thao_chi <> '')
    || ',,,held ' || sum(_state = 'da_to_chuc') FROM hoi_thao" hoi_thao den_ngay=2026-12-31
visits() {
    agrees "WITH v AS (SELECT * FROM ho_tro_giam_sat WHERE ngay_hts BETWEEN '$1' AND '$2')
        SELECT count(*) || ' visits,,' || count(DISTINCT truong) || ' schools,,,'
               || (SELECT sum(dung_quy_trinh = 'co') || ',' || count(*) FROM \"ho_tro_giam_sat.buoc_hts\" WHERE so_hts IN (SELECT so_hts FROM v))
               || ',,' || sum(kien_nghi_hts <> '') || ',,,\"mended ' || sum(ngay_khac_phuc <> '' AND ngay_khac_phuc <= '$2')
               || ', waiting ' || sum(kien_nghi_hts <> '' AND (ngay_khac_phuc = '' OR ngay_khac_phuc > '$2') AND han_hts >= '$2')
               || ', late ' || sum(kien_nghi_hts <> '' AND (ngay_khac_phuc = '' OR ngay_khac_phuc > '$2') AND han_hts < '$2') FROM v" ho_tro_giam_sat "tu_ngay=$1" "den_ngay=$2"
}
ok "Visits, what was judged and what was mended are those of the sample's files" visits 2025-01-01 2026-11-26
ok "… and what was late on an earlier day" visits 2026-01-01 2026-10-01
sent() {
    agrees "WITH need AS (SELECT DISTINCT v.so_hieu_cd, q.don_vi FROM van_ban_chi_dao v JOIN truong t ON ' ' || v.ap_dung || ' ' LIKE '% ' || t.cap_thong_ke || ' %' AND t._state = 'hoat_dong'
                   JOIN \"truong.quan_ly\" q ON q.ma_truong = t.ma_truong AND q.tu <= v.ngay_cd AND (q.den = '' OR q.den >= v.ngay_cd) AND q.don_vi <> 'SO-AB')
        SELECT (SELECT count(*) FROM van_ban_chi_dao) || ' documents,,' || count(g.don_vi_gui) || ',' || count(*) || ',,' FROM need
          LEFT JOIN \"van_ban_chi_dao.gui_den\" g ON g.so_hieu_cd = need.so_hieu_cd AND g.don_vi_gui = need.don_vi" van_ban_gui den_ngay=2026-12-31
}
ok "Documents and the units that they went to are those of the sample's files" sent

spent() {
    agrees "SELECT sum(du_toan) || ',' || sum(duoc_giao) || ',' || (SELECT sum(so_tien) FROM \"kinh_phi.chi\" WHERE nam_kp = '2026' AND ngay_chi <= '$1') || ',' FROM kinh_phi WHERE nam_kp = '2026'" \
        kinh_phi_tong nam=2026 "den_ngay=$1"
}
ok "What was planned, granted and spent until a day is that of the sample's files" spent 2026-06-30
never_visited() {
    agrees "WITH t AS (SELECT t.ma_truong, (SELECT count(*) FROM ho_tro_giam_sat h WHERE h.truong = t.ma_truong AND h.ngay_hts BETWEEN '2026-01-01' AND '2026-11-26') AS n
                         FROM truong t JOIN \"truong.quan_ly\" q USING (ma_truong) WHERE q.den = '' AND q.don_vi = '$1')
        SELECT sum(n = 0) || ' of ' || count(*) || ' schools,' || sum(n) FROM t" chua_den tu_ngay=2026-01-01 den_ngay=2026-11-26 "don_vi=$1"
}
ok "Schools of a unit that were never visited, and of how many" never_visited XA-04

# ---- units over the years ----

under() {
    [ "$(total ket_qua_loai_hinh "den_ngay=$1" "don_vi=$2" | cut -d, -f3)" = "$3" ] || { total ket_qua_loai_hinh "den_ngay=$1" "don_vi=$2"; return 1; }
}
ok "Schools count for the province that their unit belonged to on the day: before a merger" under 2025-06-30 SO-BM 4
ok "… after it" under 2025-07-01 SO-BM 0
ok "… and the other province has them all from then on" under 2025-07-01 SO-AB 43
ok "A unit that stayed when its parent changed counts for the parent of the day" \
    says 0 SO-BM views_sql "$dir/mau.db" "SELECT p.ma_don_vi FROM v_cap_tren v JOIN don_vi u ON u._id = v.don_vi JOIN don_vi p ON p._id = v.cap_tren WHERE u.ma_don_vi = 'TT-KT' AND v.den = '2025-06-30'"

# What validate says after a change of the sample database.
broken() {
    cp "$dir/mau.db" "$dir/broken.db" && sqlite3 "$dir/broken.db" "$1" && "$phieu" --lang en --app forms/kdclgd --db "$dir/broken.db" --as Ha:can_bo validate
}
manager() {
    says "$1" "$2" broken "UPDATE truong__quan_ly SET $3 WHERE _record = (SELECT _id FROM truong WHERE ma_truong = 'MN001') AND den IS $4"
}
every_school_managed() {
    "$phieu" $so --as Ha:can_bo validate >"$dir/found"
    ! grep -E 'manage|in force|do not say when' "$dir/found"
}
ok "Each school of the sample has one unit that manages it, and no day is missing from the history of units" every_school_managed
ok "A school that nobody manages is told" manager 1 "No unit manages the school directly today" "den = '2026-01-31'" NULL
ok "… one with two units" manager 1 "Two units manage it directly at the same time" "tu = '2025-06-01'" NULL
ok "… and one whose unit is no longer in force" manager 1 "was in force until 30/06/2025" "den = '2025-07-15'" "'2025-06-30'"
ok "A unit without its last day is told" says 1 "nobody noted until when" broken "UPDATE don_vi SET hieu_luc_den = NULL WHERE ma_don_vi = 'PGD-TP'"
ok "… one whose parent is no longer in force" says 1 "enter the new parent" broken \
    "UPDATE don_vi SET cap_tren = (SELECT _id FROM don_vi WHERE ma_don_vi = 'SO-BM') WHERE ma_don_vi = 'TT-KT'"
ok "… and a school that was merged nobody knows when" says 1 "its changes do not say when" broken "DELETE FROM truong__bien_dong"
ok "A recognition that a newer one followed is told" says 1 "was followed by a newer one" broken \
    "UPDATE cong_nhan SET _state = 'hieu_luc' WHERE so_qd_cn = '1204/QĐ-UBND'"
ok "A recognition that was withdrawn by decision and still stands as in force is told" says 1 "was withdrawn on 09/11/2026" broken \
    "UPDATE cong_nhan SET _state = 'hieu_luc' WHERE so_qd_cn = '127/QĐ-SGDĐT'"

# ---- what is due ----

# reminded CHECK SCHOOL: what a check says to whoever works for the school on 26/11/2026.
reminded() {
    views_sql "$dir/mau.db" ".param init
.param set :truong \"'$(sqlite3 "$dir/mau.db" "SELECT _id FROM truong WHERE ma_truong = '$2'")'\"
.param set :today \"'2026-11-26'\"
SELECT message_en || '|' || coalesce(due, '') FROM ($(cat "forms/kdclgd/checks/$1.sql"))"
}
reminds() {
    reminded "$1" "$2" | tee "$dir/reminded" | sort | diff - "$dir/due"
}
printf 'The team is late for letter 29/CV-MNHM|2026-11-05\n' >"$dir/due"
ok "A team that is late is told" reminds han_lap_doan MN002
: >"$dir/due"
ok "… not where the school was recognised" reminds han_lap_doan MN001
printf 'Late: requests of the visit of 23/01/2026|2026-06-30\n' >"$dir/due"
ok "What a visit asked for and was not mended is told" reminds han_khac_phuc TH008
: >"$dir/due"
ok "… what was mended is not" reminds han_khac_phuc MN001

# ---- languages ----

# Only what the summaries themselves say is looked at, not what was entered.
in_english() {
    for s in dang_ky cong_nhan duoc_nang ke_hoach_dgn du_cho_ke_hoach ket_qua_giay dieu_kien_cqg chi_tieu uu_dai_du_dieu_kien uu_dai tap_huan can_tap_huan hoi_thao ho_tro_giam_sat van_ban_gui; do
        "$phieu" $so --as Ha:can_bo summary $s den_ngay=2026-11-26 >"$dir/en" || return 1
        ! grep -E 'Tổng|Công lập|iệu lực|Hết hạn|Đã thay|Đã thu|Quá |Học kỳ|Đang chờ|Chưa đăng|,(chưa )?đủ|,thiếu|Được duyệt|Chuẩn quốc gia|(trong|/) [0-9]+ trường' "$dir/en" || { echo "in $s"; return 1; }
    done
}
ok "Summaries speak English to an English reader" in_english

# ---- who writes what ----

# The officers keep what the department writes; what a school says of itself they only read.
officer_writes() {
    printf 'dot,cap_hoc,tieu_chi,diem_manh\nTHCS001|2026-2027,thcs,tt57_pt-1.4,x\n' >"$dir/phieu_tieu_chi.csv"
    says 77 "" "$phieu" $so --as Ha:can_bo import phieu_tieu_chi "$dir/phieu_tieu_chi.csv" --dry-run
}
ok "Officers write nothing into the sheets of a school" officer_writes

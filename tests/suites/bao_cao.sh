# The reports of the shipped application, row by row: what each says is what the sample's files say, counted by SQL that is written apart.
# The files themselves are read into tables of the same names, and so is what a summary prints.
# compares: bao_cao_da_gui canh_bao_chap_nhan chua_tdg dot ket_qua_don_vi ket_qua_loai_hinh ket_qua_tieu_chi ket_qua_truong minh_chung nhap_lieu tien_do tien_do_nguoi tieu_chi_yeu tong_hop_cap_hoc tong_hop_don_vi truong
dir=$work/$suite
demo "$dir/mau.db"
report="$phieu --lang vi --app forms/kdclgd --db $dir/mau.db --as Ha:can_bo"
for file in forms/kdclgd/demo/*.csv forms/kdclgd/lists/*.csv; do
    echo ".import --csv $file $(basename "$file" .csv | sed 's/^\(.*\)$/"\1"/')"
done >"$dir/import"
sed -n "s/^move dot_tdg \(.*\) \(.*\)/UPDATE dot_tdg SET _state = '\2' WHERE truong || '|' || ma_dot = '\1';/p" forms/kdclgd/demo/order.txt >>"$dir/import"
sqlite3 "$dir/files.db" <"$dir/import" 2>/dev/null

# Schools open on DAY; decisions with the day on which another followed and that of a withdrawal; results on paper that were confirmed;
# periods, the criteria of their scopes, and the levels that their files give: a criterion has one when the indicators up to the first
# level that it misses are assessed, and a school when all its scopes do.
with="WITH RECURSIVE
open AS (SELECT * FROM truong t WHERE (_state IN ('hoat_dong', 'tam_dung') OR EXISTS (SELECT 1 FROM \"truong.bien_dong\" b WHERE b.ma_truong = t.ma_truong
           AND b.loai_bd IN ('sap_nhap_vao', 'giai_the') AND b.ngay > 'DAY')) AND nam_thanh_lap + 0 <= substr('DAY', 1, 4) + 0),
manages AS (SELECT q.ma_truong, max(q.don_vi) AS unit FROM \"truong.quan_ly\" q
             WHERE q.vai = 'quan_ly_truc_tiep' AND q.tu <= 'DAY' AND (q.den = '' OR q.den >= 'DAY') GROUP BY 1),
held AS (SELECT a.*, nullif(cap_do || muc_do, '') + 0 AS level, (SELECT nhom FROM van_ban w WHERE w.code = van_ban_cn) AS nhom,
           coalesce((SELECT min(b.ngay_ky) FROM cong_nhan b WHERE b.truong = a.truong AND b.loai_cn = a.loai_cn AND b.ngay_ky > a.ngay_ky),
             CASE a._state WHEN 'thay_the' THEN a.ngay_ky ELSE '9999' END) AS followed,
           coalesce((SELECT h.ngay_qd_th FROM thu_hoi h WHERE h.cong_nhan = a.truong || '|' || a.loai_cn || '|' || a.so_qd_cn AND h._state = 'da_thu_hoi'),
             CASE a._state WHEN 'thu_hoi' THEN a.ngay_ky ELSE '9999' END) AS withdrawn FROM cong_nhan a),
known AS (SELECT * FROM held WHERE ngay_ky <= 'DAY' AND withdrawn > 'DAY' AND followed > 'DAY'),
valid AS (SELECT * FROM known WHERE ngay_het_han >= 'DAY'),
paper AS (SELECT * FROM ket_qua_giay WHERE _state = 'xac_nhan' AND ngay_kq <= 'DAY'),
period AS (SELECT *, truong || '|' || ma_dot AS dot FROM dot_tdg WHERE tu_ngay <= 'DAY'),
visit AS (SELECT b.doan, d.truong, d.nam_hoc, b.ngay_bc, (SELECT max(bo_tieu_chi) FROM \"dot_tdg.pham_vi\" p WHERE p.truong = d.truong AND p.ma_dot = d.ma_dot) AS bo,
            (SELECT min(CASE WHEN f.muc_dat + 0 >= min(3, t.\"so_muc:integer\" + 0) THEN 3 ELSE f.muc_dat + 0 END) FROM phieu_thong_nhat f JOIN tieu_chi t ON t.code = f.tieu_chi WHERE f.doan = b.doan) AS level
            FROM bao_cao_dgn b JOIN dot_tdg d ON b.doan LIKE d.truong || '|' || d.ma_dot || '|%' WHERE b._state IN ('gui_so', 'khoa') AND b.ngay_bc <= 'DAY'),
outside AS (SELECT truong, nam_hoc_kq AS y, ngay_kq AS day, muc_kq + 0 AS level, bo_kq AS bo FROM paper WHERE nguon_kq = 'dgn' UNION ALL SELECT truong, nam_hoc, ngay_bc, level, bo FROM visit),
asked AS (SELECT p.truong || '|' || p.ma_dot AS dot, p._row_key AS cap, p.bo_tieu_chi AS bo, p.muc_phan_dau + 0 AS target, b.kieu_quy_tac, b.kieu_ket_luan, t.code AS tieu_chi, t.loai,
            t.bat_buoc, min(t.\"so_muc:integer\" + 0, 9) AS so_muc, t.short FROM \"dot_tdg.pham_vi\" p JOIN bo_tieu_chi b ON b.code = p.bo_tieu_chi AND b.du_noi_dung = 'co'
            JOIN tieu_chi t ON t.bo = b.code WHERE t.loai = 'tieu_chi' OR p.muc_phan_dau = '4'),
seen AS (SELECT a.*, f.muc_dat, f.tieu_chi IS NOT NULL AS sheet, f._state AS state,
            CASE WHEN f.muc_dat <> '' AND NOT EXISTS (SELECT 1 FROM chi_bao c LEFT JOIN \"phieu_tieu_chi.chi_bao\" r ON r.dot = a.dot AND r.cap_hoc = a.cap AND r._row_key = c.code
                   WHERE c.tieu_chi = a.tieu_chi AND c.\"muc:integer\" + 0 <= max(a.target, CASE a.loai WHEN 'khoan' THEN 4 ELSE 1 END) AND c.\"muc:integer\" + 0 <= f.muc_dat + 1 AND coalesce(r.ket_qua, '') NOT IN ('dat', 'khong', 'khong_ap_dung'))
              THEN f.muc_dat + 0 END AS level
          FROM asked a LEFT JOIN phieu_tieu_chi f ON f.dot = a.dot AND f.cap_hoc = a.cap AND f.tieu_chi = a.tieu_chi),
scope AS (SELECT dot, cap, bo, sum(loai = 'tieu_chi') AS n, sum(sheet AND loai = 'tieu_chi') AS sheets, sum(level >= 1 AND loai = 'tieu_chi') AS one,
            CASE WHEN sum(loai = 'tieu_chi' AND level IS NULL) > 0 THEN NULL
                 WHEN kieu_quy_tac = 'tat_ca' THEN min(CASE WHEN loai = 'khoan' OR level >= so_muc OR level >= 3 THEN 3 ELSE level END)
                   + (min(CASE WHEN loai = 'khoan' OR level >= so_muc OR level >= 3 THEN 3 ELSE level END) = 3 AND sum(loai = 'khoan') > 0 AND sum(loai = 'khoan' AND level >= 4) = sum(loai = 'khoan'))
                 WHEN min(CASE WHEN bat_buoc = 'co' THEN level ELSE 9 END) < 1 OR sum(bat_buoc <> 'co' AND level >= 1) < others THEN 0
                 WHEN min(CASE WHEN bat_buoc = 'co' THEN level ELSE 9 END) < 2 OR sum(bat_buoc <> 'co' AND level >= 2) < others OR min(level) < 1 THEN 1
                 ELSE 2 END AS level
            FROM (SELECT s.*, (SELECT q.\"so:integer\" + 0 FROM quy_tac q WHERE q.bo = s.bo AND q.tham_so = 'so_khac_toi_thieu') AS others FROM seen s) GROUP BY dot, cap, bo),
verdict AS (SELECT d.dot, d.truong, d.ma_dot, d.nam_hoc, d.tu_ngay, max(p.bo_tieu_chi) AS bo, group_concat(DISTINCT p.bo_tieu_chi) AS sets, coalesce(sum(s.n), 0) AS n, coalesce(sum(s.sheets), 0) AS sheets,
              coalesce(sum(s.one), 0) AS one, count(*) = count(s.level) AND count(p.truong) > 0 AS there, CASE WHEN count(*) = count(s.level) THEN min(s.level) END AS level,
              (SELECT k.muc_ket_luan FROM ket_luan_truong k WHERE k.dot = d.dot AND k._state = 'xong') AS said
              FROM period d LEFT JOIN \"dot_tdg.pham_vi\" p ON p.truong = d.truong AND p.ma_dot = d.ma_dot LEFT JOIN scope s ON s.dot = d.dot AND s.cap = p._row_key GROUP BY d.dot),
latest AS (SELECT * FROM (SELECT v.*, row_number() OVER (PARTITION BY truong ORDER BY there DESC, tu_ngay DESC, ma_dot DESC) AS nth FROM verdict v) WHERE nth = 1),
any_result AS (SELECT *, 0 AS on_paper FROM verdict UNION ALL SELECT NULL, truong, nam_hoc_kq || '-' || (nam_hoc_kq + 1), nam_hoc_kq, ngay_kq, bo_kq, bo_kq,
              (SELECT count(*) FROM \"ket_qua_giay.muc_tieu_chi\" k WHERE k.truong = p.truong AND k.nam_hoc_kq = p.nam_hoc_kq AND k.nguon_kq = 'tdg'),
              (SELECT count(nullif(muc_tc, '')) FROM \"ket_qua_giay.muc_tieu_chi\" k WHERE k.truong = p.truong AND k.nam_hoc_kq = p.nam_hoc_kq AND k.nguon_kq = 'tdg'),
              (SELECT sum(muc_tc >= '1') FROM \"ket_qua_giay.muc_tieu_chi\" k WHERE k.truong = p.truong AND k.nam_hoc_kq = p.nam_hoc_kq AND k.nguon_kq = 'tdg'), 1, NULL, muc_kq, 1 FROM paper p WHERE nguon_kq = 'tdg'),
last_result AS (SELECT * FROM (SELECT v.*, row_number() OVER (PARTITION BY truong ORDER BY there DESC, tu_ngay DESC, ma_dot DESC) AS nth FROM any_result v) WHERE nth = 1),
result AS (SELECT o.*, l.ma_dot AS dot, l.on_paper, CASE WHEN l.there THEN coalesce(nullif(l.said, ''), l.level) + 0 END AS level, (SELECT w.nhom FROM bo_tieu_chi b JOIN van_ban w ON w.code = b.van_ban WHERE b.code = l.bo) AS nhom
             FROM open o LEFT JOIN last_result l ON l.truong = o.ma_truong)"

# read_in TABLE SUMMARY PARAMETER…: what it prints, as a table.
read_in() {
    table=$1
    shift
    $report summary "$@" --exact >"$dir/got.csv" 2>"$dir/said" || { cat "$dir/said"; return 1; }
    { echo "DROP TABLE IF EXISTS $table;"; echo ".import --csv $dir/got.csv $table"; } | sqlite3 "$dir/files.db" 2>/dev/null
}
# same DAY GOT WANTED SUMMARY PARAMETER…: the SELECT over what the summary printed (got) gives the rows that the other one gives over the files, in any order.
same() {
    day=$1 got=$2 wanted=$3
    shift 3
    read_in got "$@" || return 1
    sqlite3 "$dir/files.db" "$got" | LC_ALL=C sort >"$dir/got"
    sqlite3 "$dir/files.db" "$(echo "$with $wanted" | sed "s/DAY/$day/g")" | LC_ALL=C sort >"$dir/wanted"
    [ -s "$dir/wanted" ] || { echo "the files give nothing"; return 1; }
    diff "$dir/wanted" "$dir/got"
}

# ---- totals ----

# schools_of FROM KIND: each open school with what is counted of it from that day on; KIND is a pattern of loai_hinh.
schools_of() {
    echo ", s AS (SELECT o.*, o.loai_hinh = 'cong_lap' AS pub,
        EXISTS (SELECT 1 FROM period d WHERE d.truong = o.ma_truong AND d._state IN ('da_nop', 'tiep_nhan', 'cong_bo', 'khoa') AND d.tu_ngay >= '$1')
          OR EXISTS (SELECT 1 FROM paper g WHERE g.truong = o.ma_truong AND g.nguon_kq = 'tdg' AND g.ngay_kq >= '$1') AS tdg,
        EXISTS (SELECT 1 FROM outside g WHERE g.truong = o.ma_truong AND g.day >= '$1') AS dgn,
        (SELECT coalesce(max(level), 0) FROM valid v WHERE v.truong = o.ma_truong AND v.loai_cn = 'kd') AS kd,
        EXISTS (SELECT 1 FROM valid v WHERE v.truong = o.ma_truong AND v.loai_cn = 'kd') AS co_kd,
        (SELECT coalesce(max(level), 0) FROM valid v WHERE v.truong = o.ma_truong AND v.loai_cn = 'cqg') AS cqg,
        EXISTS (SELECT 1 FROM valid v WHERE v.truong = o.ma_truong AND v.loai_cn = 'cqg') AS co_cqg,
        o.cap_thong_ke <> 'gdtx' AS xet,
        (SELECT coalesce(group_concat(hinh_thuc_cn), '') FROM held h WHERE h.truong = o.ma_truong AND h.ngay_ky BETWEEN '$1' AND 'DAY') AS how,
        EXISTS (SELECT 1 FROM valid v WHERE v.truong = o.ma_truong AND v.ngay_het_han <= date('DAY', '+6 months')) AS soon,
        EXISTS (SELECT 1 FROM known v WHERE v.truong = o.ma_truong AND v.ngay_het_han < 'DAY') AS gone,
        EXISTS (SELECT 1 FROM valid v WHERE v.truong = o.ma_truong AND v.nhom = '2018') AS n18,
        EXISTS (SELECT 1 FROM valid v WHERE v.truong = o.ma_truong AND v.nhom = '2026') AS n26,
        EXISTS (SELECT 1 FROM valid v WHERE v.truong = o.ma_truong AND v.nguon_cn <> 'dien_tu') AS giay
      FROM open o WHERE o.loai_hinh LIKE '$2')"
}
counts="count(*), sum(pub), sum(NOT pub), sum(tdg), round(100.0 * sum(tdg) / count(*), 2), sum(dgn), sum(kd = 1), sum(kd = 2), sum(kd = 3), sum(co_kd), round(100.0 * sum(co_kd) / count(*), 2),
    sum(pub AND co_kd), sum(xet), sum(cqg = 1), sum(cqg = 2), sum(co_cqg), round(100.0 * sum(co_cqg) / nullif(sum(xet), 0), 2), sum(pub AND xet), sum(pub AND co_cqg),
    sum(how LIKE '%moi%'), sum(how LIKE '%lai%'), sum(how LIKE '%nang%'), sum(soon), sum(gone), sum(n18), sum(n26), sum(giay)"
columns="so_truong, cong_lap, ngoai_cong_lap, tdg_xong, tdg_ty_le + 0.0, da_dgn, kd_1, kd_2, kd_3, kd_tong, kd_ty_le + 0.0, kd_cong_lap, xet_cqg, cqg_1, cqg_2, cqg_tong,
    nullif(cqg_ty_le, '') + 0.0, xet_cqg_cong_lap, cqg_cong_lap, moi, cong_nhan_lai, nang, het_han_6_thang, qua_han, theo_2018, theo_2026, tu_giay"
tong_hop_cap_hoc() { # DAY FROM KIND PARAMETER…
    day=$1 from=$2 kind=$3
    shift 3
    same "$day" "SELECT cap_hoc, $columns FROM got" \
        "$(schools_of "$from" "$kind") SELECT c.label AS cap, $counts FROM s JOIN cap_hoc c ON c.code = cap_thong_ke GROUP BY 1
            UNION ALL SELECT * FROM (SELECT 'Tổng', $counts FROM s)" tong_hop_cap_hoc "den_ngay=$day" "$@"
}
ok "Totals by level are those of the sample's files" tong_hop_cap_hoc 2026-11-26 0000 %
ok "… as of an earlier day, with a school that was merged since" tong_hop_cap_hoc 2025-07-31 0000 %
ok "… what happened since a day" tong_hop_cap_hoc 2026-11-26 2025-01-01 % tu_ngay=2025-01-01
ok "… of public schools alone" tong_hop_cap_hoc 2026-11-26 0000 cong_lap loai_hinh=cong_lap
tong_hop_don_vi() {
    same "$1" "SELECT iif(ma = '', 'Tổng', ma), cap_hoc, $columns FROM got" \
        "$(schools_of 0000 %) SELECT m.unit, c.label, $counts FROM s JOIN cap_hoc c ON c.code = cap_thong_ke JOIN manages m USING (ma_truong) GROUP BY 1, 2
            UNION ALL SELECT * FROM (SELECT 'Tổng', '', $counts FROM s)" tong_hop_don_vi "den_ngay=$1"
}
ok "Totals by unit and level are those of the sample's files" tong_hop_don_vi 2026-11-26
ok "… as of an earlier day, under the units of then" tong_hop_don_vi 2024-03-01
under_a_set() {
    read_in got tong_hop_cap_hoc den_ngay=2026-11-26 bo=tt18 && [ "$(sqlite3 "$dir/files.db" "SELECT kd_tong || ' ' || da_dgn FROM got WHERE cap_hoc = 'Tổng'")" = \
        "$(sqlite3 "$dir/files.db" "$(echo "$with" | sed 's/DAY/2026-11-26/g') SELECT (SELECT count(DISTINCT truong) FROM valid JOIN open ON ma_truong = truong WHERE loai_cn = 'kd' AND van_ban_cn = 'tt18_2018') || ' '
            || (SELECT count(DISTINCT truong) FROM outside JOIN open ON ma_truong = truong WHERE bo = 'tt18')")" ]
}
ok "… a rule set counts what was recognised and evaluated under it" under_a_set

# ---- schools, periods, criteria ----

truong() {
    same "$1" "SELECT ma_truong, ten, cap_thong_ke, loai_hinh, don_vi_quan_ly, so_diem FROM got" \
        "SELECT o.ma_truong, o.ten, c.label, h.label, (SELECT u.ten FROM don_vi u JOIN manages m ON m.unit = u.ma_don_vi WHERE m.ma_truong = o.ma_truong),
                (SELECT count(*) FROM \"ho_so_truong.diem_truong\" d WHERE d.truong = o.ma_truong AND d.dung_tu <= '$1') FROM open o JOIN cap_hoc c ON c.code = o.cap_thong_ke
              JOIN loai_hinh h ON h.code = o.loai_hinh
          UNION ALL SELECT 'Tổng', count(*) || ' trường', '', 'công lập ' || sum(loai_hinh = 'cong_lap'), '', (SELECT count(*) FROM \"ho_so_truong.diem_truong\" d JOIN open o ON d.truong = o.ma_truong WHERE d.dung_tu <= '$1') FROM open" \
        truong "den_ngay=$1"
}
ok "Schools are those of the sample's files, with the units that manage them" truong 2026-11-26
ok "… as of an earlier day, too" truong 2024-03-01
dot() {
    same "$1" "SELECT ma_truong, ma_dot, so_phieu, so_tieu_chi, muc_tinh, muc_ket_luan, nguon, muc_dgn FROM got" \
        ", external AS (SELECT truong, y AS nam_hoc_kq, min(level) AS muc FROM outside GROUP BY 1, 2),
           r AS (SELECT v.truong AS t, v.ma_dot AS m, v.sheets AS a, v.n AS b, v.level AS c, v.said AS d, 'Điện tử' AS e, (SELECT muc FROM external x WHERE x.truong = v.truong AND x.nam_hoc_kq = v.nam_hoc) AS f FROM verdict v
                 WHERE v.tu_ngay >= '$2' AND v.truong IN (SELECT ma_truong FROM open)
                 UNION ALL SELECT truong, nam_hoc_kq || '-' || (nam_hoc_kq + 1), (SELECT count(*) FROM \"ket_qua_giay.muc_tieu_chi\" k WHERE k.truong = p.truong AND k.nam_hoc_kq = p.nam_hoc_kq AND k.nguon_kq = 'tdg' AND k.muc_tc <> ''),
                   (SELECT count(*) FROM \"ket_qua_giay.muc_tieu_chi\" k WHERE k.truong = p.truong AND k.nam_hoc_kq = p.nam_hoc_kq AND k.nguon_kq = 'tdg'), NULL, muc_kq, 'Giấy',
                   (SELECT muc FROM external x WHERE x.truong = p.truong AND x.nam_hoc_kq = p.nam_hoc_kq) FROM paper p WHERE nguon_kq = 'tdg' AND ngay_kq >= '$2' AND p.truong IN (SELECT ma_truong FROM open))
         SELECT * FROM r UNION ALL SELECT 'Tổng', count(*) || ' đợt', sum(a), sum(b), NULL, NULL, 'từ giấy ' || sum(e = 'Giấy'), count(f) FROM r" dot "den_ngay=$1" "tu_ngay=$2"
}
ok "Periods have the sheets and the levels that the sample's files give" dot 2026-11-26 1900-01-01
ok "… those begun in a time" dot 2026-06-01 2024-06-01
# Codes between brackets and in the column of evidence, each once a sheet.
cited() {
    sqlite3 -separator '|' "$dir/files.db" "SELECT f.dot || '/' || f.cap_hoc || '/' || f.tieu_chi, replace(replace(replace(
        mo_ta_1 || mo_ta_2 || mo_ta_3 || diem_manh || diem_yeu || coalesce((SELECT group_concat('[' || r.minh_chung || ']' || r.hien_trang, ' ') FROM \"phieu_tieu_chi.chi_bao\" r
          WHERE r.dot = f.dot AND r.cap_hoc = f.cap_hoc AND r.tieu_chi = f.tieu_chi), ''), char(10), ' '), char(13), ' '), '|', '/') FROM phieu_tieu_chi f" |
        awk -F'[|]' '{ text = $NF; sheet = ""; for (i = 1; i < NF; i++) sheet = sheet $i
            while (match(text, /\[[^][]*\]/)) { n = split(substr(text, RSTART + 1, RLENGTH - 2), code, /[;,]/); text = substr(text, RSTART + RLENGTH)
                for (i = 1; i <= n; i++) { gsub(/ /, "", code[i]); if (code[i] ~ /^(H[0-9].*-.*[0-9]|MC\.[0-9].*)$/) { times[code[i]]++; if (!seen[sheet, code[i]]++) sum++ } } } }
            END { print sum }'
}
ket_qua_tieu_chi() {
    read_in got ket_qua_tieu_chi "den_ngay=$1" && [ "$(sqlite3 "$dir/files.db" "SELECT so_minh_chung FROM got WHERE ma_truong = 'Tổng'")" = "$(cited)" ] || { echo "not $(cited)"; return 1; }
    same "$1" "SELECT ma_truong, ma_dot, bo, tieu_chi, dat, danh_gia, tdg, dgn, nguon FROM got" \
        ", external AS (SELECT k.truong, p.nam_hoc_kq AS y, k.cap_hoc_kq, k._row_key, k.muc_tc FROM \"ket_qua_giay.muc_tieu_chi\" k JOIN paper p USING (truong, nam_hoc_kq, nguon_kq, cap_hoc_kq) WHERE nguon_kq = 'dgn'
             UNION ALL SELECT v.truong, v.nam_hoc, f.cap_hoc, f.tieu_chi, f.muc_dat FROM phieu_thong_nhat f JOIN visit v USING (doan)),
           r AS (SELECT d.truong AS t, d.ma_dot AS m, s.bo AS b, s.short AS c, CASE WHEN s.sheet THEN
                   (SELECT count(*) FROM \"phieu_tieu_chi.chi_bao\" c WHERE c.dot = s.dot AND c.cap_hoc = s.cap AND c.tieu_chi = s.tieu_chi AND c.ket_qua = 'dat') END AS e, CASE WHEN s.sheet THEN
                   (SELECT count(*) FROM \"phieu_tieu_chi.chi_bao\" c WHERE c.dot = s.dot AND c.cap_hoc = s.cap AND c.tieu_chi = s.tieu_chi AND c.ket_qua IN ('dat', 'khong')) END AS f, s.level AS g,
                   (SELECT x.muc_tc FROM external x WHERE x.truong = d.truong AND x.y = d.nam_hoc AND x.cap_hoc_kq = s.cap AND x._row_key = s.tieu_chi) AS h, 'Điện tử' AS i
                   FROM seen s JOIN period d ON d.dot = s.dot WHERE d.truong IN (SELECT ma_truong FROM open)
                 UNION ALL SELECT k.truong, k.nam_hoc_kq || '-' || (k.nam_hoc_kq + 1), p.bo_kq, t.short, NULL, NULL, k.muc_tc,
                   (SELECT x.muc_tc FROM external x WHERE x.truong = k.truong AND x.y = k.nam_hoc_kq AND x.cap_hoc_kq = k.cap_hoc_kq AND x._row_key = k._row_key), 'Giấy'
                   FROM \"ket_qua_giay.muc_tieu_chi\" k JOIN paper p USING (truong, nam_hoc_kq, nguon_kq, cap_hoc_kq) JOIN tieu_chi t ON t.code = k._row_key
                  WHERE nguon_kq = 'tdg' AND k.truong IN (SELECT ma_truong FROM open))
         SELECT * FROM r UNION ALL SELECT 'Tổng', NULL, NULL, count(*) || ' lượt tiêu chí', sum(e), sum(f), count(nullif(g, '')), count(nullif(h, '')), 'từ giấy ' || sum(i = 'Giấy') FROM r" ket_qua_tieu_chi "den_ngay=$1"
}
ok "Criteria have the levels, indicators and evidence that the sample's files give" ket_qua_tieu_chi 2026-11-26
chua_tdg() {
    same "$1" "SELECT ma_truong, ten, lan_cuoi, nguon FROM got" \
        ", did AS (SELECT truong, tu_ngay AS day, nam_hoc AS y, 'Điện tử' AS how FROM period UNION ALL SELECT truong, ngay_kq, nam_hoc_kq, 'Giấy' FROM paper WHERE nguon_kq = 'tdg'),
           r AS (SELECT o.ma_truong AS t, o.ten AS n, (SELECT y FROM did WHERE truong = o.ma_truong ORDER BY day DESC LIMIT 1) AS y, (SELECT how FROM did WHERE truong = o.ma_truong ORDER BY day DESC LIMIT 1) AS how FROM open o
                  WHERE NOT EXISTS (SELECT 1 FROM did WHERE truong = o.ma_truong AND day >= '$2'))
         SELECT t, n, coalesce(y || '-' || (y + 1), 'chưa có'), how FROM r
          UNION ALL SELECT 'Tổng', count(*) || ' trong ' || (SELECT count(*) FROM open) || ' trường', NULL, 'từ giấy ' || coalesce(sum(how = 'Giấy'), 0) FROM r" chua_tdg "den_ngay=$1" "tu_ngay=$2"
}
ok "Schools without a self-assessment are those that the sample's files have none of" chua_tdg 2026-11-26 2025-11-26
ok "… as of another time, too" chua_tdg 2024-06-30 2023-07-01

# ---- progress ----

tien_do_nguoi() {
    same "$1" "SELECT ma_truong, ma_dot, iif(ma_truong = 'Tổng', '', nguoi), duoc_giao, xong, qua_han, viec_khac FROM got" \
        ", job AS (SELECT v.dot, v.nguoi_chinh, v.tieu_chi_viec, v.han, v.tieu_chi_viec <> '' AS crit, (SELECT min(f._state IN ('xong', 'hoi_dong_duyet')) FROM phieu_tieu_chi f WHERE f.dot = v.dot AND f.tieu_chi = v.tieu_chi_viec) AS done
                     FROM \"phan_cong.viec\" v JOIN period d ON d.dot = v.dot),
           r AS (SELECT d.truong AS t, d.ma_dot AS m, n.ho_ten AS p, sum(crit) AS a, sum(crit AND coalesce(done, 0)) AS b, sum(crit AND NOT coalesce(done, 0) AND han <> '' AND han < '$1') AS c, sum(NOT crit) AS e
                   FROM job j JOIN period d USING (dot) JOIN nguoi n ON n.ma_nguoi = j.nguoi_chinh GROUP BY j.dot, j.nguoi_chinh)
         SELECT * FROM r UNION ALL SELECT 'Tổng', NULL, NULL, sum(a), sum(b), sum(c), sum(e) FROM r" tien_do_nguoi "den_ngay=$1"
}
ok "People have written what the sample's files say" tien_do_nguoi 2026-11-26
ok "… and are late when their day is over" tien_do_nguoi 2027-05-01
tien_do() {
    same "$1" "SELECT ma_truong, ma_dot, so_phieu, phieu_xong, so_tieu_chi, chi_bao_chua, thieu_minh_chung FROM got" \
        ", at AS (SELECT s.*, (SELECT count(*) FROM chi_bao c LEFT JOIN \"phieu_tieu_chi.chi_bao\" r ON r.dot = s.dot AND r.cap_hoc = s.cap AND r._row_key = c.code
                     WHERE s.sheet AND c.tieu_chi = s.tieu_chi AND c.\"muc:integer\" + 0 <= s.target AND coalesce(r.ket_qua, '') IN ('', 'chua')) AS open_ones,
                    (SELECT count(*) FROM \"phieu_tieu_chi.chi_bao\" r WHERE r.dot = s.dot AND r.cap_hoc = s.cap AND r.tieu_chi = s.tieu_chi AND r.ket_qua = 'dat' AND r.minh_chung = '') AS bare FROM seen s),
           r AS (SELECT d.truong AS t, d.ma_dot AS m, coalesce(sum(sheet), 0) AS a, coalesce(sum(state IN ('xong', 'hoi_dong_duyet')), 0) AS b, count(at.dot) AS c, coalesce(sum(open_ones), 0) AS e, coalesce(sum(bare), 0) AS f
                   FROM period d LEFT JOIN at ON at.dot = d.dot WHERE d._state NOT IN ('da_nop', 'tiep_nhan', 'cong_bo', 'khoa') GROUP BY d.dot)
         SELECT * FROM r UNION ALL SELECT 'Tổng', NULL, sum(a), sum(b), sum(c), sum(e), sum(f) FROM r" tien_do "den_ngay=$1"
}
ok "Progress is that of the sample's sheets" tien_do 2026-11-26
# Of one unit, and of what is not public: fewer rows, none of them another's.
narrowed() { # SUMMARY UNIT-OR-KIND COLUMN CONDITION
    read_in whole "$1" den_ngay=2026-11-26 && read_in part "$1" den_ngay=2026-11-26 "$2" && sqlite3 "$dir/files.db" "SELECT * FROM part WHERE ma_truong <> 'Tổng'" | LC_ALL=C sort >"$dir/got" &&
        sqlite3 "$dir/files.db" "SELECT * FROM whole WHERE ma_truong IN ($3)" | LC_ALL=C sort >"$dir/wanted" && [ -s "$dir/wanted" ] && diff "$dir/wanted" "$dir/got"
}
for s in tien_do cai_tien truong ket_qua_truong dot chua_tdg ket_qua_tieu_chi; do
    ok "$s of one unit has the rows of its schools" narrowed $s don_vi=XA-01 "SELECT ma_truong FROM \"truong.quan_ly\" WHERE don_vi = 'XA-01' AND vai = 'quan_ly_truc_tiep' AND den = ''"
    ok "$s of public schools has their rows" narrowed $s loai_hinh=cong_lap "SELECT ma_truong FROM truong WHERE loai_hinh = 'cong_lap'"
done

# ---- results ----

ket_qua_truong() {
    same "$1" "SELECT ma_truong, ma_dot, so_phieu, so_tieu_chi, dat_1, muc_tinh, muc_ket_luan FROM got WHERE ma_truong <> 'Tổng'" \
        "SELECT o.ma_truong, l.ma_dot, coalesce(l.sheets, 0), coalesce(l.n, 0), coalesce(l.one, 0), l.level, l.said FROM open o LEFT JOIN last_result l ON l.truong = o.ma_truong" ket_qua_truong "den_ngay=$1"
}
ok "Each school has the sheets and the level that the sample's files give" ket_qua_truong 2026-11-26
ok "… as of an earlier day, too" ket_qua_truong 2025-03-01
levels="count(*), count(dot), count(level), coalesce(sum(level = 0), 0), coalesce(sum(level = 1), 0), coalesce(sum(level = 2), 0), coalesce(sum(level = 3), 0), coalesce(sum(level >= 1), 0),
    coalesce(sum(nhom = '2018'), 0), coalesce(sum(nhom = '2026'), 0), coalesce(sum(on_paper), 0)"
reached="so_truong, co_dot, co_ket_luan, khong_dat, muc_1, muc_2, muc_3, dat, theo_2018, theo_2026, tu_giay"
ket_qua_loai_hinh() {
    same "$1" "SELECT ma, $reached FROM got" "SELECT cap_thong_ke || '-' || loai_hinh, $levels FROM result GROUP BY 1 UNION ALL SELECT '', $levels FROM result" ket_qua_loai_hinh "den_ngay=$1"
}
ket_qua_don_vi() {
    same "$1" "SELECT iif(nhom = 'Tổng', nhom, ma), $reached FROM got" \
        "SELECT m.unit, $levels FROM result r LEFT JOIN manages m USING (ma_truong) GROUP BY 1 UNION ALL SELECT 'Tổng', $levels FROM result" ket_qua_don_vi "den_ngay=$1"
}
for day in 2026-11-26 2025-03-01; do
    ok "Results by type on $day are those of the sample's files" ket_qua_loai_hinh $day
    ok "Results by unit on $day are those of the sample's files" ket_qua_don_vi $day
done
tieu_chi_yeu() {
    same "$1" "SELECT bo, so_hieu, muc, so_truong, khong_dat, chua_danh_gia FROM got" \
        ", n(n) AS (VALUES (1), (2), (3), (4)),
           r AS (SELECT s.bo AS b, s.short AS c, n.n AS m, count(DISTINCT CASE WHEN s.level IS NOT NULL THEN l.truong END) AS x, count(DISTINCT CASE WHEN s.level < n.n THEN l.truong END) AS y,
                   count(DISTINCT CASE WHEN s.level IS NULL THEN l.truong END) AS z FROM seen s JOIN latest l ON l.dot = s.dot JOIN n ON n.n <= min(s.target, s.so_muc) AND (s.loai = 'tieu_chi' OR n.n = 4)
                  GROUP BY s.bo, s.tieu_chi, n.n HAVING y > 0)
         SELECT * FROM r UNION ALL SELECT NULL, NULL, NULL, sum(x), sum(y), sum(z) FROM r" tieu_chi_yeu "den_ngay=$1"
}
ok "Criteria that are missed are those of the sample's sheets, with both numbers" tieu_chi_yeu 2026-11-26

# ---- evidence, accepted warnings, what was sent ----

minh_chung() {
    same 2026-11-26 "SELECT ma_truong, so, ma, ten FROM got" \
        "SELECT truong, so_mc, (SELECT group_concat(ma_mc, ', ') FROM \"minh_chung.ma\" m WHERE m.truong = c.truong AND m.so_mc = c.so_mc), ten_mc FROM minh_chung c
          UNION ALL SELECT 'Tổng', NULL, NULL, count(*) || ' minh chứng' FROM minh_chung" minh_chung
}
ok "Evidence is that of the sample's files" minh_chung
canh_bao_chap_nhan() {
    sqlite3 "$dir/mau.db" "INSERT INTO _accepted SELECT 'dot_tdg', _id, 'han_nop', 'theo công văn', 'Mai', 'x' FROM dot_tdg WHERE ma_dot = '2024-2025' LIMIT 3;
        INSERT INTO _accepted SELECT 'phieu_tieu_chi', _id, 'mo_ta_1', 'ngắn', 'Mai', 'x' FROM phieu_tieu_chi LIMIT 5"
    sqlite3 "$dir/mau.db" "SELECT t.ma_truong || '|' || a.form || '|' || a.path FROM _accepted a LEFT JOIN dot_tdg d ON d._id = a.record LEFT JOIN phieu_tieu_chi f ON f._id = a.record
        JOIN truong t ON t._id = coalesce(d.truong, (SELECT e.truong FROM dot_tdg e WHERE e._id = f.dot))" | sed 's/|dot_tdg|/|Đợt tự đánh giá|/; s/|phieu_tieu_chi|/|Phiếu đánh giá tiêu chí|/' | LC_ALL=C sort >"$dir/wanted"
    read_in got canh_bao_chap_nhan den_ngay=2099-12-31 && sqlite3 "$dir/files.db" "SELECT ma_truong, bieu_mau, o FROM got WHERE ma_truong <> 'Tổng'" | LC_ALL=C sort | diff "$dir/wanted" - &&
        sqlite3 "$dir/files.db" "SELECT ten, bieu_mau FROM got WHERE ma_truong = 'Tổng'" | grep -qx '8 cảnh báo|8 bản ghi'
    was=$?
    sqlite3 "$dir/mau.db" "DELETE FROM _accepted WHERE value_hash = 'x'"
    return $was
}
ok "Warnings that were accepted stand with their school and their reason" canh_bao_chap_nhan
bao_cao_da_gui() {
    $report summary tong_hop_cap_hoc den_ngay=2026-11-26 --record --document 12/BC --document-date 2026-11-27 --recipient Bộ -o "$dir/sent.csv" &&
        $report summary chua_tdg tu_ngay=2025-11-26 den_ngay=2026-11-26 --record >"$dir/sent2.csv" || return 1
    read_in got bao_cao_da_gui den_ngay= && sqlite3 "$dir/files.db" "SELECT so, bang, tham_so, so_vb, ngay, noi_nhan, so_dong, bam FROM got WHERE nguoi <> 'Tổng'" >"$dir/got" || return 1
    printf '%s\n' "1|Tổng hợp theo cấp học|den_ngay=2026-11-26|12/BC|2026-11-27|Bộ|$(($(wc -l <"$dir/sent.csv") - 1))|$(sha256sum <"$dir/sent.csv" | cut -c1-64)" \
        "2|Trường chưa tự đánh giá|tu_ngay=2025-11-26; den_ngay=2026-11-26||||$(($(wc -l <"$dir/sent2.csv") - 1))|$(sha256sum <"$dir/sent2.csv" | cut -c1-64)" | diff - "$dir/got"
}
ok "What was sent is listed with its letter and the digest of its file" bao_cao_da_gui

# ---- what operators did ----

nhap_lieu() {
    cp "$dir/mau.db" "$dir/counted.db" && sqlite3 "$dir/counted.db" "INSERT INTO _operator VALUES ('Mai', 'truong', '2026-11-20', 2, 3, 1800, 18, 3600, 1), ('Lan', 'dot_tdg', '2026-11-21', 0, 5, 900, 0, 900, 0);
        INSERT INTO _verified_value SELECT 'truong', _id, 'ten', '2026-11-20T03:00:00.000Z', 'ten', 'Mai', 'Lan', 'second', NULL, 1 FROM truong LIMIT 2" &&
        "$phieu" --lang vi --app forms/kdclgd --db "$dir/counted.db" --as Ha:can_bo summary nhap_lieu den_ngay=2026-11-30 --exact 2>"$dir/said" | tr -d '\r' | tail -n +2 | cut -d, -f1,3,5- >"$dir/got"
    # hours 3600/3600 and 900/3600; keys an hour 1800 and 900*4; corrections 18 of 1800
    printf '%s\n' 'Lan,Đợt tự đánh giá,2026-11-21,0,5,900,3600,0,0,0.25,0,' 'Mai,Trường,2026-11-20,2,3,1800,1800,18,10,1,1,2' | diff - "$dir/got"
}
ok "What operators did is what was counted of them" nhap_lieu

in_english() {
    for s in truong dot ket_qua_tieu_chi tong_hop_cap_hoc tong_hop_don_vi chua_tdg tien_do_nguoi minh_chung canh_bao_chap_nhan bao_cao_da_gui ket_qua_truong; do
        "$phieu" --lang en --app forms/kdclgd --db "$dir/mau.db" --as Ha:can_bo summary $s 2>"$dir/said" >"$dir/en.csv" || return 1
        ! tail -1 "$dir/en.csv" | grep -E 'Tổng|trường|đợt|giấy|dẫn|người|bản ghi' && ! grep -E 'Điện tử|Giấy|Mầm non,|Đã kiểm|Hoạt động,' "$dir/en.csv" || { echo "$s"; return 1; }
    done
}
ok "Reports speak English to an English reader" in_english

# ---- every report is compared ----

# A suite names the summaries that it compares in a line of its own, "# compares: NAME…", and has each of them once more at least.
every_one() {
    bad=0
    for file in forms/kdclgd/summaries/*.sql; do
        report_name=$(basename "$file" .sql)
        where=$(grep -lE "^# compares:.* $report_name( |\$)" tests/suites/*.sh | head -1)
        if [ -z "$where" ]; then
            echo "nothing compares $report_name with figures of its own: write such a test, and name $report_name in the line '# compares:' of its suite"
            bad=1
        elif ! grep -v '^# compares:' "$where" | grep -qw "$report_name"; then
            echo "$where says that it compares $report_name, and does not"
            bad=1
        fi
    done
    return $bad
}
ok "Every summary is compared with figures that are counted apart" every_one

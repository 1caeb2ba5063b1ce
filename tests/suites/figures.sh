# The figures of schools in the shipped application: what is summed up, what is told, what is closed.
# compares: so_lieu
dir=$work/$suite
export PHIEU_NOW=2026-11-23T01:05:00.000Z
demo "$dir/mau.db"
kd="$phieu --app forms/kdclgd --db $dir/mau.db"

# ---- the summary, computed a second time from the files ----

# Totals are added up from the lines that they name, down to those that are typed; ratios are divided.
apart() {
    sqlite3 :memory: '.mode csv' ".import forms/kdclgd/lists/dong_so_lieu.csv d" ".import forms/kdclgd/lists/bang_so_lieu.csv b" \
        ".import forms/kdclgd/lists/cap_hoc.csv c" ".import forms/kdclgd/demo/so_lieu.o.csv o" "
        WITH RECURSIVE phan (cha, con) AS (
          SELECT code, code FROM d
           UNION
          SELECT phan.cha, x.code FROM phan JOIN d AS m ON m.code = phan.con JOIN d AS x ON instr(' ' || m.cong_tu || ' ', ' ' || x.code || ' ') > 0),
        so (truong, cap, dong, nam, v) AS (
          SELECT o.truong, o.cap_hoc, phan.cha, o.nam_hoc, sum(CAST(iif(o.gia_tri <> '', o.gia_tri, o.so_le) AS REAL))
            FROM phan JOIN o ON o.dong = phan.con JOIN d ON d.code = phan.cha
           WHERE (d.kieu = 'tong') = (phan.con <> phan.cha) GROUP BY 1, 2, 3, 4)
        SELECT so.truong, c.short, b.short, d.tt, trim(d.label, '- '), so.nam, so.v, CASE WHEN w.v IS NOT NULL THEN so.v END, w.v, round(100.0 * so.v / w.v, 2)
          FROM so JOIN d ON d.code = so.dong JOIN b ON b.code = d.bang JOIN c ON c.code = so.cap
          LEFT JOIN so AS w ON w.truong = so.truong AND w.cap = so.cap AND w.nam = so.nam AND w.dong = d.trong
         UNION ALL
        SELECT t.truong, c.short, b.short, d.tt, d.label, t.nam, NULL, sum(t.v), m.v, round(sum(t.v) / m.v, 4)
          FROM d JOIN so AS t ON instr(' ' || d.tu_dong || ' ', ' ' || t.dong || ' ') > 0
          JOIN (SELECT d.code, so.truong, so.cap, so.nam, sum(so.v) AS v FROM d JOIN so ON instr(' ' || d.mau_dong || ' ', ' ' || so.dong || ' ') > 0 GROUP BY 1, 2, 3, 4) AS m
            ON m.code = d.code AND m.truong = t.truong AND m.cap = t.cap AND m.nam = t.nam
          JOIN b ON b.code = d.bang JOIN c ON c.code = t.cap
         GROUP BY d.code, t.truong, t.cap, t.nam HAVING m.v > 0" | tr -d '\r' | sort
}
# The summary's own columns of these; numbers are compared as numbers.
told() {
    "$phieu" --app forms/kdclgd --db "$dir/mau.db" --as Ba:can_bo --lang vi summary so_lieu --exact >"$dir/told.csv" &&
        sqlite3 :memory: '.mode csv' ".import $dir/told.csv t" "SELECT ma_truong, cap, bang, tt, dong, nam_hoc, iif(gia_tri = '', NULL, CAST(gia_tri AS REAL)),
            iif(tu_so = '', NULL, CAST(tu_so AS REAL)), iif(mau_so = '', NULL, CAST(mau_so AS REAL)), iif(ty_le = '', NULL, CAST(ty_le AS REAL)) FROM t" | tr -d '\r' | sort
}
equal() {
    apart >"$dir/apart" && told >"$dir/told" && [ "$(wc -l <"$dir/told")" -gt 3000 ] && diff "$dir/apart" "$dir/told"
}
ok "Every figure, total, percentage and ratio of the summary is the one computed apart from the files" equal
narrowed() {
    [ "$($kd --as Ba:can_bo summary so_lieu --exact truong=TH001 bang=lop tu_nam_hoc=2023 den_nam_hoc=2024 | wc -l)" = 13 ]
}
ok "… one school, table and span of years alone when asked" narrowed

# ---- what does not agree ----

# tells SQL TEXT [NOT]: what validate says once the statement has changed the sample.
tells() {
    cp "$dir/mau.db" "$dir/changed.db" && sqlite3 "$dir/changed.db" "$1" || return 1
    "$phieu" --lang en --app forms/kdclgd --db "$dir/changed.db" --as Ba:can_bo validate >"$dir/said"
    grep -qF -- "$2" "$dir/said" || { cat "$dir/said"; return 1; }
}
silent() { ! tells "$@" >/dev/null; }
of="_record IN (SELECT s._id FROM so_lieu AS s JOIN truong AS t ON t._id = s.truong WHERE t.ma_truong = 'THCS001')"
sheet="_record = (SELECT f._id FROM phieu_tieu_chi AS f JOIN dot_tdg AS d ON d._id = f.dot JOIN truong AS t ON t._id = d.truong
    WHERE t.ma_truong = 'THCS001' AND d.nam_hoc = 2026 AND f.tieu_chi = 'tt57_pt-1.1') AND _row = 0"

fits() {
    "$phieu" --lang en --app forms/kdclgd --db "$dir/mau.db" --as Ba:can_bo validate >"$dir/said"
    ! grep -E '^(so_lieu|chot_so_lieu|ho_so_truong)|figure|Table 3|The text says|the metrics of the year' "$dir/said"
}
ok "The sample's figures agree" fits
ok "A part above its whole is told, with the key of its cell" tells "UPDATE so_lieu__o SET gia_tri = 900 WHERE $of AND _row_key = 'hs_nu|2025-2026'" \
    "o/hs_nu|2025-2026/gia_tri"
ok "… by both numbers" tells "UPDATE so_lieu__o SET gia_tri = 900 WHERE $of AND _row_key = 'hs_nu|2025-2026'" "Girls, 25-26: 900 is above Pupils 746"
ok "Classes without pupils are told" tells "UPDATE so_lieu__o SET gia_tri = 0 WHERE $of AND _row_key = 'hs_k6|2026-2027'" "5 classes, and 0 learners"
ok "Lines of two tables that differ are told" tells "UPDATE so_lieu__o SET gia_tri = 182 WHERE $of AND _row_key = 'kq_cuoi_mau|2026-2027'" "26-27 has 182 and 183"
ok "Teachers in table 3a and in 3b are compared" tells "UPDATE so_lieu__o SET gia_tri = 35 WHERE $of AND _row_key = 'gv_tong|2026-2027'" "Table 3a has 34 teachers, table 3b 35"
ok "A metric on a sheet and in the year's record are compared" tells \
    "UPDATE phieu_tieu_chi__so_lieu SET gia_tri = '32/36' WHERE _row_key = 'tt57_pt-1.3-q1'" "The sheet says 32/36, the metrics of the year 31/36"
wrote() { echo "UPDATE phieu_tieu_chi__chi_bao SET hien_trang = '$1' WHERE $sheet"; }
ok "A number in a text that is near a total and no figure is told" tells "$(wrote 'Có 616/736 học sinh được khen.')" "The text says 616/736 học sinh, the tables 749"
ok "… also of classes, and by its first words" tells "$(wrote '17 lớp')" "The text says 17 lớp, the tables 18"
ok "… not one of the tables, of another year or of a grade" silent "$(wrote 'Trước có 742 học sinh, nay 749 học sinh, 180/189 học sinh khối 6; 12 học sinh giỏi.')" "The text says"
far="UPDATE so_lieu__diem SET so_diem = so_diem + 1 WHERE _row_key = 'te_mg1-D1-2026-2027'"
ok "Sites that are together not the whole school are told" tells "$far" "The sites together: Aged 3 to 4 years, 26-27 give 50, the whole school 49"
ok "… not while one of them is not counted" silent "DELETE FROM so_lieu__diem WHERE _row_key = 'te_mg1-D1-2026-2027'" "The sites together"
ok "A jump from the year before is told" tells "UPDATE so_lieu__o SET gia_tri = 300 WHERE $of AND _row_key = 'hs_k6|2026-2027'" "Grade 6, 26-27: 300, the year before 191"
ok "… not with a remark" silent "UPDATE so_lieu__o SET gia_tri = 300, ghi_chu_o = 'Nhận học sinh trường bạn' WHERE $of AND _row_key = 'hs_k6|2026-2027'" "the year before 191"
ok "… not where the series breaks" silent "UPDATE so_lieu__o SET gia_tri = 34 WHERE $of AND _row_key = 'gv_gioi_huyen|2025-2026'" "25-26: 34, the year before 12"
ok "… not in the year in which the school merged" silent "UPDATE so_lieu__o SET gia_tri = 300 WHERE $of AND _row_key = 'hs_k6|2026-2027';
    INSERT INTO truong__bien_dong (_record, _row_key, _row, loai_bd, ngay) SELECT _id, '1', 0, 'nhan_sap_nhap', '2026-09-01' FROM truong WHERE ma_truong = 'THCS001'" "the year before 191"
ok "A figure that a needed year lacks is told" tells "DELETE FROM so_lieu__o WHERE $of AND _row_key = 'hs_nu|2024-2025'" "Table 4a THCS, 24-25: figures missing: 1"
ok "… not of a year before those that the rule set asks for" silent "DELETE FROM so_lieu__o WHERE $of AND _row_key = 'hs_nu|2023-2024'" "figures missing"
ok "… and a table that is not there" tells "DELETE FROM so_lieu WHERE bang = 'hoc_sinh' AND truong = (SELECT _id FROM truong WHERE ma_truong = 'THCS001')" "There is no table 4a"
ok "… and the staff's" tells "DELETE FROM so_lieu_doi_ngu WHERE dot = (SELECT d._id FROM dot_tdg AS d JOIN truong AS t ON t._id = d.truong
    WHERE t.ma_truong = 'THCS001' AND d.nam_hoc = 2026)" "There is no table 3a"

# What is told of tables that belong to no period is told when one is handed in.
handed_in() {
    cp "$dir/mau.db" "$dir/changed.db" && sqlite3 "$dir/changed.db" "DELETE FROM so_lieu__o WHERE _row_key = 'hs_nu|2025-2026'" || return 1
    "$phieu" --lang en --app forms/kdclgd --db "$dir/changed.db" --as Ba:chu_tich move dot_tdg 'TH004|2026-2027' da_nop </dev/null >"$dir/said" 2>&1
    grep -q 'o/hs_nu|2025-2026/gia_tri.*figures missing: 1' "$dir/said" || { cat "$dir/said"; return 1; }
    ! grep 'THCS' "$dir/said"
}
ok "A period that is handed in warns of its school's figures, and of no other's" handed_in
on_home() {
    cp "$dir/mau.db" "$dir/changed.db" && sqlite3 "$dir/changed.db" "DELETE FROM so_lieu__o WHERE $of AND _row_key = 'hs_nu|2025-2026'" || return 1
    printf '%s\n' 'size 30x100' 'key F5' 'type lợi 2026' 'key Enter' 'screen home' >"$dir/home.keys"
    "$phieu" --lang en --app forms/kdclgd --db "$dir/changed.db" --as Mai:thu_ky --script "$dir/home.keys" >"$dir/home" || return 1
    grep -q 'Table 4a THCS, 25-26: figures missing: 1' "$dir/home" || { cat "$dir/home"; return 1; }
}
ok "… and stands on the home screen meanwhile" on_home

# ---- a closed year ----

figure() {
    printf 'truong,cap_hoc,bang,dong,nam_hoc,gia_tri\nTHCS001,thcs,lop,lop_k6,%s,6\n' "$1" >"$dir/o.csv"
    "$phieu" --lang en --app forms/kdclgd --db "$dir/closed.db" --as Mai:thu_ky import so_lieu.o "$dir/o.csv"
}
stored() { sqlite3 "$dir/closed.db" "SELECT gia_tri FROM so_lieu__o WHERE $of AND _row_key = 'lop_k6|$1'"; }
closed() {
    cp "$dir/mau.db" "$dir/closed.db" && figure 2026-2027 && [ "$(stored 2026-2027)" = 6 ] || return 1
    figure 2025-2026
    [ "$(stored 2025-2026)" = 5 ]
}
ok "A closed year keeps its figures, also from a file; the year that runs takes them" closed
opened() {
    "$phieu" --lang en --app forms/kdclgd --db "$dir/closed.db" --as Mai:thu_ky move chot_so_lieu 'THCS001|2025-2026' mo_lai --reason 'Sai số lớp' &&
        figure 2025-2026 && [ "$(stored 2025-2026)" = 6 ]
}
ok "… until it is opened again, with a reason" opened
closes() {
    cp "$dir/mau.db" "$dir/closed.db" && sqlite3 "$dir/closed.db" "DELETE FROM so_lieu__o WHERE $of AND _row_key = 'hs_nu|2026-2027'" || return 1
    printf 'truong,nam_hoc\nTHCS001,2026-2027\n' >"$dir/chot.csv"
    "$phieu" --lang en --app forms/kdclgd --db "$dir/closed.db" --as Mai:thu_ky import chot_so_lieu "$dir/chot.csv" &&
        "$phieu" --lang en --app forms/kdclgd --db "$dir/closed.db" --as Mai:thu_ky move chot_so_lieu 'THCS001|2026-2027' da_chot </dev/null
}
ok "Closing a year in which a table lacks figures is warned of, with the cell" says 1 "Closing 26-27: table 4a THCS lacks figures: 1" closes

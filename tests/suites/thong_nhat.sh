# What members of an external team find, what they agree on, and what becomes of it: played over the screen's doors, and counted apart.
# compares: chenh_lech
dir=$work/$suite
db=$dir/run.db
demo "$db"
app="--app forms/kdclgd --db $db --lang en"
for file in forms/kdclgd/demo/*.csv forms/kdclgd/lists/*.csv; do
    echo ".import --csv $file $(basename "$file" .csv | sed 's/^\(.*\)$/"\1"/')"
done >"$dir/import"
sqlite3 "$dir/files.db" <"$dir/import" 2>/dev/null

# ---- what the school found against what the team found ----

# Of the visits whose report went to the department by DAY: the level of the school's sheet against the one agreed on.
differences() {
    sqlite3 -separator , "$dir/files.db" "SELECT substr(f.tieu_chi, instr(f.tieu_chi, '-') + 1), count(*), sum(s.muc_dat > f.muc_dat), sum(s.muc_dat = f.muc_dat), sum(s.muc_dat < f.muc_dat),
              sum((SELECT count(*) FROM \"phieu_thong_nhat.bao_luu\" b WHERE b.doan = f.doan AND b.tieu_chi = f.tieu_chi AND b.cap_hoc = f.cap_hoc))
         FROM phieu_thong_nhat f JOIN bao_cao_dgn r USING (doan)
         JOIN phieu_tieu_chi s ON f.doan LIKE s.dot || '|%' AND s.cap_hoc = f.cap_hoc AND s.tieu_chi = f.tieu_chi
        WHERE f._state IN ('thong_qua', 'khoa') AND r._state IN ('gui_so', 'khoa') AND r.ngay_bc <= '$1'
        GROUP BY f.tieu_chi ORDER BY 1"
}
said() {
    "$phieu" $app --as Ha:can_bo summary chenh_lech --exact "den_ngay=$1" | tr -d '\r' >"$dir/said.csv"
    printf '.import --csv %s said\n.separator ,\n%s\n' "$dir/said.csv" "SELECT so_hieu, so_luot, tdg_cao_hon, bang, dgn_cao_hon, so_bao_luu FROM said WHERE so_hieu <> '' ORDER BY 1;" | sqlite3
}
compared() {
    differences "$1" >"$dir/expected"
    said "$1" | diff "$dir/expected" - && [ "$(wc -l <"$dir/expected")" -eq "$2" ]
}
ok "School and team differ by criterion as the sample's files do" compared 2026-11-26 28
ok "… and before the report nothing is compared" compared 2026-05-01 0

# A record that is made and changed, one that is handed in, another form, another key, other codes, a copy and its way back: the program is killed
# before each of its writes, or told at each that the disk is broken or full, at each opening and each reading that it fails; then the
# database must be whole and prove, as it was before or as it is after (tests/program/fail.c).

flows_prepare() {
    flow=$dir/flow
    mkdir "$flow" && cp -R tests/fixtures/so_sach "$flow/app"
    db=$flow/run.db
    books="$phieu --lang en --app $flow/app --db $db --as Mai"
    printf 'ma,ten\nT1,Một\nT2,Hai\n' >"$flow/two.csv"
    printf 'ma,ten\nT3,Ba\n' >"$flow/third.csv"
    $books import truong "$flow/two.csv" >/dev/null && cp "$db" "$flow/two.db" && $books import truong "$flow/third.csv" >/dev/null &&
        printf 'truong,nam\nT1,2025\n' >"$flow/dot.csv" && $books import dot "$flow/dot.csv" >/dev/null && cp "$db" "$flow/three.db"
    printf '%s\n' 'key F6' 'type T4' 'key Tab' 'type Bốn' 'key F10' 'screen one' 'key Ctrl-U' 'type Tư' 'key F10' 'screen two' >"$flow/keyed.keys"
    printf '%s\n' 'key Alt-t' 'key Enter' 'key Down, Enter' 'screen end' >"$flow/handed.keys"
    mkdir "$flow/other" && cp -R "$flow/app" "$flow/other/app"
    printf '\n[field them]\ntype = integer\nlabel = Thêm\nlabel.en = More\n' >>"$flow/other/app/forms/truong.ini"
    changed="$phieu --lang en --app $flow/other/app --db $db --as Mai"
    export ASAN_OPTIONS=verify_asan_link_order=0
}
# A store with a gap between its labels, and minutes that mention them (tests/fixtures/kho).
flows_prepare_labels() {
    db=$flow/run.db
    labels="$phieu --lang en --app tests/fixtures/kho --db $db --as Mai"
    printf 'ma_kho\nK1\n' >"$flow/kho.csv"
    printf 'so_hieu,ten\nV1,Một\nV2,Hai\nV3,Ba\n' >"$flow/vat_tu.csv"
    printf 'so_hieu,kho_nhan,nhom,ma\nV1,K1,A,A-02\nV2,K1,A,A-03\nV3,K1,A,A-05\n' >"$flow/nhan.csv"
    printf 'so_bb,kho_bb,noi_dung\nB1,K1,A-03 A-02\nB2,K1,A-05\n' >"$flow/bien_ban.csv"
    rm -f "$db"*
    for f in kho vat_tu vat_tu.nhan bien_ban; do
        $labels import "$f" "$flow/${f#*.}.csv" >/dev/null || return 1
    done
    cp "$db" "$flow/labels.db"
}
labels_begin() { rm -rf "$flow"/run*.db* "$flow/run.copies" && cp "$flow/labels.db" "$db"; }
labels_or_not() {
    not_crashed "$1" && sql_ok "PRAGMA integrity_check" && $labels verify >"$dir/proof" || { cat "$dir/proof"; return 1; }
    sql_ok "SELECT CASE WHEN (SELECT group_concat(ma) FROM (SELECT ma FROM vat_tu__nhan ORDER BY ma)) || ' ' ||
        (SELECT group_concat(noi_dung) FROM (SELECT noi_dung FROM bien_ban ORDER BY so_bb)) IN ('A-02,A-03,A-05 A-03 A-02,A-05', 'A-01,A-02,A-03 A-02 A-01,A-03')
        AND (SELECT count(*) FROM _history WHERE op = 'renumber') IN (0, 5) THEN 'ok' ELSE 'between' END"
    [ "$1" != 0 ] || sql_ok "SELECT CASE count(*) WHEN 1 THEN 'ok' END FROM vat_tu__nhan WHERE ma = 'A-01'"
}
flow_begin() {
    rm -rf "$flow"/run*.db* "$flow"/copy.db* "$flow/run.copies" && cp "$flow/three.db" "$db"
}
# The database is whole and proves; $1 is what the sqlite3 shell must be told by then.
flow_whole() {
    sql_ok "PRAGMA integrity_check" && sql_ok "$1" && $books verify >"$dir/proof" || { cat "$dir/proof"; return 1; }
}
# As the record is (a save that was refused makes no version), so are its history and its row for searching; what the screen called saved is.
keyed_or_not() {
    not_crashed "$1" && flow_whole "SELECT coalesce((SELECT CASE WHEN (_version, ten) IN (VALUES (1, 'Bốn'), (1, 'Tư'), (2, 'Tư'))
        AND _version = (SELECT max(version) FROM _history WHERE record = t._id) AND 1 = (SELECT count(*) FROM _search WHERE record = t._id) THEN 'ok' END
        FROM truong AS t WHERE ma = 'T4'), (SELECT CASE count(*) WHEN 3 THEN 'ok' END FROM truong), 'between')" || return 1
    told=$(grep -o "as version [12]" "$dir/out" | tail -1)
    [ -z "$told" ] || sql_ok "SELECT CASE WHEN _version >= ${told#as version } THEN 'ok' END FROM truong WHERE ma = 'T4'"
}
handed_or_not() {
    not_crashed "$1" && flow_whole "SELECT CASE WHEN (_state = 'da_nop') = (SELECT count(*) FROM _snapshot) THEN 'ok' ELSE 'between' END FROM dot" || return 1
    ! grep -q "Handed in *$" "$dir/out" || sql_ok "SELECT CASE _state WHEN 'da_nop' THEN 'ok' END FROM dot"
}
migrated_or_not() {
    not_crashed "$1" && flow_whole "SELECT CASE count(*) WHEN 3 THEN 'ok' END FROM truong" || return 1
    there=$(sqlite3 "$db" "SELECT count(*) FROM pragma_table_info('truong') WHERE name = 'them'")
    [ "$1" != 0 ] || [ "$there" = 1 ] || { echo "told as done, and is not"; return 1; }
    $changed migrate --yes >/dev/null && sql_ok "SELECT CASE count(*) WHEN 1 THEN 'ok' END FROM pragma_table_info('truong') WHERE name = 'them'"
}
rekeyed_or_not() {
    not_crashed "$1" && flow_whole "SELECT CASE WHEN group_concat(ma) IN ('T1,T2,T3', 'T1,T2,T9') THEN 'ok' END FROM (SELECT ma FROM truong ORDER BY ma)" &&
        { [ "$1" != 0 ] || sql_ok "SELECT CASE count(*) WHEN 1 THEN 'ok' END FROM truong WHERE ma = 'T9'"; }
}
# What stands there is the old or the copy, and where it was the copy's turn the old is kept.
restored_or_not() {
    not_crashed "$1" && flow_whole "SELECT CASE count(*) WHEN 2 THEN 'ok' WHEN 3 THEN 'ok' END FROM truong" || return 1
    n=$(sqlite3 "$db" "SELECT count(*) FROM truong")
    [ "$1" != 0 ] || [ "$n" = 2 ] || { echo "told as restored, and is not"; return 1; }
    [ "$n" = 3 ] || [ "$(sqlite3 "$(ls "$flow"/run-replaced-*.db)" "SELECT count(*) FROM truong")" = 3 ] || { echo "what was replaced is lost"; return 1; }
    $books restore "$flow/two.db" --yes >/dev/null && [ "$(sqlite3 "$db" "SELECT count(*) FROM truong")" = 2 ]
}
copied_or_not() {
    not_crashed "$1" && flow_whole "SELECT CASE count(*) WHEN 3 THEN 'ok' END FROM truong" || return 1
    [ "$1" != 0 ] || [ -e "$flow/copy.db" ] || { echo "told as copied, and is not"; return 1; }
    [ ! -e "$flow/copy.db" ] || [ "$(sqlite3 "$flow/copy.db" "SELECT count(*) FROM truong")" = 3 ]
}

flows() {
    [ "$1" = full ] && hows="kill torn EIO dead ENOSPC open read" && step=1 || { hows="kill EIO open read" && step=19; }
    flows_prepare || return 1
    for how in $hows; do
        at_each $how flow_begin keyed_or_not $books enter truong --script "$flow/keyed.keys" || { echo "keys, $how"; return 1; }
        at_each $how flow_begin handed_or_not $books enter dot "T1|2025" --script "$flow/handed.keys" || { echo "handing in, $how"; return 1; }
        at_each $how flow_begin migrated_or_not $changed migrate --yes || { echo "migrate, $how"; return 1; }
        at_each $how flow_begin rekeyed_or_not $books rekey truong T3 T9 --yes || { echo "rekey, $how"; return 1; }
        at_each $how flow_begin restored_or_not $books restore "$flow/two.db" --yes || { echo "restore, $how"; return 1; }
        at_each $how flow_begin copied_or_not $books backup "$flow/copy.db" || { echo "backup, $how"; return 1; }
    done
    flows_prepare_labels || return 1
    for how in $hows; do
        at_each $how labels_begin labels_or_not $labels renumber vat_tu K1 --yes || { echo "renumber, $how"; return 1; }
    done
    step=1
    unset ASAN_OPTIONS
}

# A copy put back piece by piece over what stands there.
flows_planted() {
    at_each kill flow_begin restored_or_not dd if="$flow/two.db" of="$db" bs=8192 conv=notrunc
}

# A new period begins with what an earlier one had: the council, codes of evidence, texts; under another circular evidence goes over the
# bridge, and no level does.
dir=$work/$suite
db=$dir/run.db
app="--app forms/kdclgd --db $db --lang en"
demo "$db" >/dev/null

periods() {
    printf '%s\n' truong,ma_dot,nam_hoc,loai,muc_dich,tu_ngay,han_nop,dot_truoc \
        'TH001,2025-2026,2025,chu_ky,noi_bo,2024-12-05,2026-06-14,TH001|2024-2025' \
        'TH001,2026-2027,2026,hang_nam,noi_bo,2026-09-05,2027-06-14,TH001|2024-2025' >"$dir/dot.csv"
    "$phieu" $app import dot_tdg "$dir/dot.csv" --unfinished
}
ok "a school that worked under 18/2018 begins a period under it, and one under 57/2026" periods

copies() { "$phieu" $app copy dot_tdg "TH001|$1" "$2" $3; }
asked() { views_sql "$db" "$1"; }
is() { [ "$(asked "$2")" = "$1" ] || { echo "not $1 but $(asked "$2")"; return 1; }; }
new="dot IN (SELECT _id FROM dot_tdg WHERE ma_dot = '2026-2027' AND truong = (SELECT _id FROM truong WHERE ma_truong = 'TH001'))"
again="dot IN (SELECT _id FROM dot_tdg WHERE ma_dot = '2025-2026')"

# ---- over the bridge ----

ok "what goes over the bridge is told first" says 0 "Codes by period  153" copies 2026-2027 chuyen_van_ban --dry-run
ok "… and nothing was stored" is 0 "SELECT count(*) FROM minh_chung__ma WHERE dot_mc IN (SELECT dot FROM (SELECT _id AS dot FROM dot_tdg) WHERE $new)"
ok "evidence goes over" says 0 "Done." copies 2026-2027 chuyen_van_ban --yes

# Told apart from the program: the first main line of the bridge for each old criterion, numbered by the old code.
codes() { "$phieu" --app "$1" --db "$2" export minh_chung.ma --exact | tr -d '\r' | grep '^TH001,.*2026-2027' | awk -F, '{ print $2 "," $7 "," $5 }' | sort; }
expected() {
    tr -d '\r' <"$1/lists/cau_noi.csv" | sed 's/"[^"]*"/x/g' >"$dir/bridge"
    grep '^TH001,' forms/kdclgd/demo/minh_chung.ma.csv | sort -t, -k4,4 -k2,2n |
        awk -F, 'NR == FNR { if (FNR > 1 && $6 == "chinh" && !($4 in to)) to[$4] = $5; if (FNR > 1 && !($4 in any)) any[$4] = $5; next }
                 { c = ($5 in to) ? to[$5] : any[$5]; if (c != "") { short = c; sub(/.*-/, "", short); printf "%s,MC.%s.%02d,%s\n", $2, short, ++n[short], c } }' "$dir/bridge" - | sort
}
bridged() {
    codes forms/kdclgd "$db" >"$dir/got"
    expected forms/kdclgd >"$dir/want"
    diff "$dir/want" "$dir/got" && [ "$(wc -l <"$dir/got")" = 153 ] && [ "$(cut -d, -f2 "$dir/got" | sort -u | wc -l)" = 153 ]
}
ok "each item has a new code, MC.a.b.cd, under the criterion to which the bridge leads" bridged
ok "… and keeps the one it had" is 153 "SELECT count(*) FROM minh_chung__ma AS a JOIN minh_chung__ma AS b USING (_record) JOIN dot_tdg AS d ON d._id = a.dot_mc
    WHERE d.ma_dot = '2024-2025' AND a.ma_mc GLOB 'H*' AND b.ma_mc GLOB 'MC.*' AND b.dot_mc IN (SELECT dot FROM (SELECT _id AS dot FROM dot_tdg) WHERE $new)"
ok "copying the council and the rest takes no text of another rule set along" says 0 "Members of the council  7" copies 2026-2027 chep_dot --yes
ok "no sheet, no result and no level goes over" is "0 0 0" "SELECT (SELECT count(*) FROM phieu_tieu_chi WHERE $new) || ' ' ||
    (SELECT count(*) FROM ket_luan_truong WHERE $new) || ' ' || (SELECT count(*) FROM v_muc_truong WHERE muc IS NOT NULL AND $new)"
ok "once more there is nothing to do" says 0 "There is nothing to copy" copies 2026-2027 chuyen_van_ban --yes

# ---- the bridge is a list that the form author edits ----

edited() {
    cp -r forms/kdclgd "$dir/kdclgd" &&
        sed -i '/^tt17-1.1_1.1,/s/tt57_pt-1.1/tt57_pt-3.5/' "$dir/kdclgd/lists/cau_noi.csv" &&
        ! diff -q forms/kdclgd/lists/cau_noi.csv "$dir/kdclgd/lists/cau_noi.csv" >"$dir/out" &&
        "$phieu" --app "$dir/kdclgd" --db "$dir/other.db" demo >"$dir/out" &&
        "$phieu" --app "$dir/kdclgd" --db "$dir/other.db" import dot_tdg "$dir/dot.csv" --unfinished &&
        "$phieu" --app "$dir/kdclgd" --db "$dir/other.db" copy dot_tdg 'TH001|2026-2027' chuyen_van_ban --yes || return 1
    codes "$dir/kdclgd" "$dir/other.db" >"$dir/got"
    expected "$dir/kdclgd" >"$dir/want"
    diff "$dir/want" "$dir/got" && grep -q ',MC.3.5.01,' "$dir/got"
}
ok "another line in the list leads elsewhere" edited

# ---- the same circular: texts, until somebody edits them ----

# on FORM KEY KEYS…: the last screen of a script at this record shows the text.
shows() {
    text=$1
    form=$2
    key=$3
    shift 3
    printf '%s\n' "$@" 'screen last' >"$dir/keys"
    "$phieu" $app --as Mai:thu_ky --script "$dir/keys" enter "$form" "$key" >"$dir/out"
    grep -qF -- "$text" "$dir/out" || { cat "$dir/out"; return 1; }
}
period="dot_tdg TH001|2025-2026"
ok "on the screen one chooses what is copied" shows "2 Take evidence over to another circular" $period 'key Alt-c'
ok "… and sees how much it is" shows "Criterion assessment sheet: 27 new" $period 'key Alt-c' 'type 1'
ok "… what there is none of is said" shows "There is nothing to copy" $period 'key Alt-c' 'type 2'
ok "… what is not saved comes first" shows "Save this record first" dot_tdg 'THCS003|2026-2027' 'key F5' 'type last day' 'key Enter' 'type 31/05/2026' 'key Alt-c'
ok "… and then may be left" shows "School year begins in" $period 'key Alt-c' 'type 1' 'type 2'
ok "nothing was stored by looking" is 0 "SELECT count(*) FROM phieu_tieu_chi WHERE $again"
ok "a form that copies nothing says so" shows "Nothing is copied into records of this form" truong TH001 'key Alt-c'
ok "texts are copied" shows "It is copied: 349 entries." $period 'key Alt-c' 'type 1' 'key Enter'
ok "… as they were" is 27 "SELECT count(*) FROM phieu_tieu_chi AS f JOIN phieu_tieu_chi AS g ON g._id = f.chep_tu WHERE f.$again AND f.mo_ta_1 = g.mo_ta_1 AND f.diem_yeu IS g.diem_yeu"
ok "… and nothing that was found" is "0 0" "SELECT count(*) FILTER (WHERE c.ket_qua <> 'chua') || ' ' || count(f.muc_dat) FROM phieu_tieu_chi AS f JOIN phieu_tieu_chi__chi_bao AS c ON c._record = f._id WHERE f.$again"
ok "what they cite is in the register" is "0" "SELECT count(*) FROM v_trich_dan AS t WHERE t.$again AND NOT EXISTS (SELECT 1 FROM minh_chung__ma AS m WHERE m.dot_mc = t.dot AND m.ma_mc = t.ma)"

undone() {
    copies 2025-2026 --undo --yes && is "0 0 0" "SELECT (SELECT count(*) FROM phieu_tieu_chi WHERE $again) || ' ' || (SELECT count(*) FROM hoi_dong WHERE $again) || ' ' ||
        (SELECT count(*) FROM minh_chung__ma WHERE dot_mc IN (SELECT dot FROM (SELECT _id AS dot FROM dot_tdg) WHERE $again))"
}
ok "all of it can be taken back" undone
ok "… and copied again" shows "It is copied: 349 entries." $period 'key Alt-c' 'type 1' 'key Enter'
ok "… also on the screen" shows "Criterion assessment sheet: 27 taken back" $period 'key Alt-c' 'type 3'
ok "… where it may be left" is 27 "SELECT count(*) FROM phieu_tieu_chi WHERE $again"

unedited() { "$phieu" $app validate | grep -c 'its texts are still those of period 2024-2025'; }
ok "each of them is told of while it is not edited" test "$(unedited)" = 27
home_tells() {
    printf '%s\n' 'key F5' 'type kim dong 2025' 'key Enter' 'type 1' 'screen last' >"$dir/keys"
    "$phieu" $app --as Mai:thu_ky --script "$dir/keys" >"$dir/out"
    grep "Sheet 1.$1: copied from an earlier period" "$dir/out" || { cat "$dir/out"; return 1; }
}
ok "… on home, too" home_tells 1
edit() {
    shows "Saved" phieu_tieu_chi 'TH001|2025-2026|th|tt17-1.1' 'key F5' 'type level 1' 'key Enter' 'key Ctrl-U' 'type Viet lai cho nam nay.' 'key F10'
    [ "$(unedited)" = 26 ]
}
ok "… and no more, once it is" edit
ok "… home goes on to the next" home_tells 2
no_more() { ! home_tells 1; }
ok "… and is silent of what was edited" no_more
ok "the history proves" "$phieu" $app verify

# ---- what if, on the board ----

# board KEYS…: the board of THCS001's period under 57/2026, and the last screen after these keys.
board() {
    printf '%s\n' 'key F5' 'type lợi 2026' 'key Enter, F2, Down, Enter' "$@" 'screen last' >"$dir/keys"
    "$phieu" $app --as Mai:thu_ky --script "$dir/keys" >"$dir/out"
    cat "$dir/out"
}
now="SELECT group_concat(coalesce(muc_tinh, '-') || coalesce(muc_dat, '-'), ' ') || (SELECT count(*) FROM _history WHERE form = 'phieu_tieu_chi') || (SELECT count(*) FROM _draft WHERE form = 'phieu_tieu_chi') FROM phieu_tieu_chi"
before=$(asked "$now")
board_shows() {
    text=$1
    shift
    board "$@" | grep -qF -- "$text" || { cat "$dir/out"; return 1; }
}
ok "the board tells that there is no verdict yet" board_shows "4/15 met · No verdict yet" 'screen now'
ok "supposed that all of level 1 is met, the school is at level 1" board_shows "15/15 met · The school is at level 1" 'key F4' 'type 4' 'key Enter'
ok "… that of level 2 as well, at level 2" board_shows "The school is at level 2" 'key F4' 'type 45' 'key Enter'
ok "one criterion alone changes its own line" board_shows "5/15 met · No verdict yet" 'key Down, Down, Down, F4' 'type 1' 'key Enter'
ok "… and what another criterion is supposed to be stays" board_shows "6/15 met" 'key Down, Down, Down, F4' 'type 1' 'key Enter, Down, Down, F4' 'type 1' 'key Enter'
ok "the screen says that it is supposed" board_shows "WHAT IF" 'key F4' 'type 4' 'key Enter'
ok "… and of how much" board_shows "What if: 1 supposition. Nothing of it is stored; Esc ends it." 'key F4' 'type 4' 'key Enter'
ok "Esc ends it, and stays on the board" board_shows "4/15 met · No verdict yet" 'key F4' 'type 4' 'key Enter' 'key Esc Esc'
ok "nothing of it was stored" is "$before" "$now"

# Deadlines are rows of a list: from which day, how long after or before, by which law and how sure; working days where the law says so.
# compares: moc_han
dir=$work/$suite
db=$dir/run.db
app="--app forms/kdclgd --db $db --lang en"
demo "$db" >/dev/null
export PHIEU_NOW=2026-11-23T01:05:00.000Z

# working DAY N: N working days on, by the calendar of date(1) and the list.
working() {
    day=$1
    left=$2
    while [ "$left" -gt 0 ]; do
        day=$(date -d "$day + 1 day" +%F)
        row=$(grep "^$day," forms/kdclgd/lists/ngay_nghi.csv)
        case $row in
        *,yes,*) left=$((left - 1)) ;;
        '') [ "$(date -d "$day" +%u)" -gt 5 ] || left=$((left - 1)) ;;
        esac
    done
    echo "$day"
}
# due SCHOOL AS-OF WORD: the day on which the deadline with this word falls.
due() {
    "$phieu" $app summary moc_han --exact truong="$1" den_ngay="$2" | tr -d '\r' | grep "$3" | sed 's/"[^"]*"/x/g' | cut -d, -f9
}
report() {
    printf '%s\n' truong,nam_hoc_kq,nguon_kq,cap_hoc_kq,bo_kq,ngay_kq,so_vb_goc,muc_kq "$1,2026,dgn,mn,tt19,$2,77/BC-ĐĐGN,1" >"$dir/kq.csv"
    "$phieu" $app import ket_qua_giay "$dir/kq.csv" --unfinished
}
in_working_days() {
    report MN002 2026-08-14 && got=$(due MN002 2026-09-01 report) && [ "$got" = "$(working 2026-08-14 20)" ] || { echo "$got, not $(working 2026-08-14 20)"; return 1; }
}
ok "working days leave out holidays and count what is worked for them" in_working_days
ok "… by hand, too: 31 August to 2 September are off, 22 August is worked" test "$(due MN002 2026-09-01 report)" = 2026-09-15
in_months() {
    sqlite3 -separator ' ' "$db" "SELECT t.ma_truong, date(c.ngay_het_han, '-5 months') FROM cong_nhan AS c JOIN truong AS t ON t._id = c.truong
        WHERE t.ma_truong IN ('PT002', 'TH008') AND c._state = 'hieu_luc' AND c.ngay_het_han IS NOT NULL" | sort -u >"$dir/want"
    for s in PT002 TH008; do due $s 2026-11-23 'dang_ky\|register' | sort -u | sed "s/^/$s /"; done >"$dir/got"
    diff "$dir/want" "$dir/got" && [ -s "$dir/got" ]
}
ok "months are counted back from the day of expiry" in_months
ok "each says by which article, and how sure that is" says 0 "at least 5 months before\",read" "$phieu" $app summary moc_han truong=PT002

# home KEYS…: what home tells to do in a period.
home() {
    printf '%s\n' 'key F5' "type $1" 'key Enter' 'type 1' 'screen last' >"$dir/keys"
    "$phieu" $app --as Mai:thu_ky --script "$dir/keys"
}
ok "what is late is told on the home screen" says 0 "Late: Hand in the self-assessment report" home 'tám 2025'
expired() {
    sqlite3 "$db" "UPDATE cong_nhan SET ngay_ky = '2026-08-01', ngay_het_han = '$1' WHERE so_qd_cn = '175/QĐ-SGDĐT'"
    home 'le loi 2026' | grep -c 'Late: Self-assess and register again'
}
ok "a certificate that has expired is told until the school registers again, however late" test "$(expired 2022-03-01)" -ge 1
ok "… not where there is time" test "$(expired 2031-06-06)" = 0
edited() {
    cp -r forms/kdclgd "$dir/kdclgd" && sed -i 's/^\(nop_57,.*\),30,/\1,300,/' "$dir/kdclgd/lists/moc_han.csv" &&
        cp "$db" "$dir/other.db" && printf '%s\n' 'key F5' 'type lợi 2026' 'key Enter' 'screen last' >"$dir/keys" &&
        "$phieu" $app --as Mai:thu_ky --script "$dir/keys" >"$dir/before" &&
        "$phieu" --app "$dir/kdclgd" --db "$dir/other.db" --lang en --as Mai:thu_ky --script "$dir/keys" >"$dir/after" &&
        ! grep 'Due: Approve' "$dir/before" && grep 'Due: Approve' "$dir/after"
}
ok "how long before it is told is the list's to say" edited
unset PHIEU_NOW

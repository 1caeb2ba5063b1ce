# Codes that the program gives, and renumbering (tests/fixtures/kho): more than a hundred items in a group, items with labels in two
# stores, and minutes that mention them.  What a text means is told apart here by awk, which knows nothing of how codes are exchanged.

dir=$work/$suite
mkdir -p "$dir"
db=$dir/kho.db
kho() { "$phieu" --app tests/fixtures/kho --db "$db" --lang en --as Lan:thu_kho "$@"; }
sql() { sqlite3 "$db" "$1"; }
is() { [ "$("$2" "$3")" = "$1" ] || { echo "it is $("$2" "$3")"; return 1; }; }

# written MINUTES TEXT: this is their content, typed at the screen.
written() {
    printf 'key F5\ntype content\nkey Enter, Ctrl-U\ntype %s\nkey F10\n' "$2" >"$dir/written.keys"
    kho --script "$dir/written.keys" enter bien_ban "$1" && [ "$(sql "SELECT noi_dung FROM bien_ban WHERE so_bb = '$1'")" = "$2" ]
}

# ---- 118 items: A with 1 to 115 but for 7, 50 and 99, and B with 1 to 6; the first ten of A are in the other store, too ----

awk 'BEGIN { print "ma_kho"; print "K1"; print "K2" }' >"$dir/kho.csv"
awk 'BEGIN { print "so_hieu,ten"; for (i = 1; i <= 118; i++) printf "V%03d,Vật tư %d\n", i, i }' >"$dir/vat_tu.csv"
awk 'BEGIN {
    print "so_hieu,kho_nhan,nhom,ma"
    for (i = n = 1; i <= 112; i++) {
        while (n == 7 || n == 50 || n == 99) n++
        printf "V%03d,K1,A,A-%02d\n", i, n++
    }
    for (i = 1; i <= 6; i++) printf "V%03d,K1,B,B-%02d\n", 112 + i, i
    for (i = 1; i <= 10; i++) printf "V%03d,K2,A,A-%02d\n", 11 - i, 2 * i
}' >"$dir/nhan.csv"
# Each of forty minutes mentions some; those of K2 by the same letters and numbers as those of K1.
awk 'function code(n) { return sprintf("A-%02d", n) }
BEGIN {
    print "so_bb,kho_bb,noi_dung,ghi_chu"
    for (i = 1; i <= 40; i++) {
        kho = i <= 36 ? "K1" : "K2"
        a = kho == "K2" ? 2 * (i - 36) : i + 7 + (i + 7 == 50)
        b = kho == "K2" ? 20 - a : 115 - i + 1 - (115 - i + 1 == 99)
        printf "BB%02d,%s,\"Đã kiểm kê [%s]; [%s] và (%s, B-%02d,%s).\nCòn %s-%s, X%s, %s0000.\",%s\n", i, kho, code(a), code(b), code(b), i % 6 + 1,
               code(a), code(a), code(b), code(a), code(a), code(a)
    }
}' >"$dir/bien_ban.csv"
awk 'BEGIN { print "so_bb,nhan_muc,viec"; for (i = 1; i <= 36; i++) printf "BB%02d,\"A-%02d, B-06; A-115\",A-01\n", i, i % 6 + 1 }' >"$dir/muc.csv"

for f in kho vat_tu vat_tu.nhan bien_ban bien_ban.muc; do
    ok "$f is imported" kho import "$f" "$dir/${f#*.}.csv"
done

# ---- what the texts mean ----

# labels: store, label, item, of every label there is.
labels() {
    sql "SELECT k.ma_kho || ' ' || n.ma || ' ' || v.so_hieu FROM vat_tu__nhan n JOIN vat_tu v ON v._id = n._record JOIN kho k ON k._id = n.kho_nhan ORDER BY 1"
}
# citations: minutes, field, in which place, which item is meant; or the code that means none.
citations() {
    labels >"$dir/labels"
    sql "SELECT b.so_bb || ' ' || k.ma_kho || ' n ' || replace(b.noi_dung, char(10), ' ') FROM bien_ban b JOIN kho k ON k._id = b.kho_bb
         UNION ALL SELECT b.so_bb || ' ' || k.ma_kho || ' ' || m._row_key || ' ' || m.nhan_muc FROM bien_ban b JOIN kho k ON k._id = b.kho_bb JOIN bien_ban__muc m ON m._record = b._id
         ORDER BY 1" |
        awk 'NR == FNR { item[$1 " " $2] = $3; next }
             { head = $1 " " $2 " " $3; kho = $2; $1 = $2 = $3 = ""
               text = $0; n = 0
               while (match(text, /[A-Z]+-[0-9]+/)) {
                   code = substr(text, RSTART, RLENGTH); text = substr(text, RSTART + RLENGTH); n++
                   print head, n, ((kho " " code) in item ? item[kho " " code] : code)
               } }' "$dir/labels" -
}
files() {
    for f in kho vat_tu vat_tu.nhan bien_ban bien_ban.muc; do
        kho export "$f" --exact >"$dir/$1.$f.csv" || return 1
    done
}
same_files() {
    files "$2" && for f in kho vat_tu vat_tu.nhan bien_ban bien_ban.muc; do
        cmp "$dir/$1.$f.csv" "$dir/$2.$f.csv" || return 1
    done
}
citations >"$dir/meant"
ok "the minutes mention more than two hundred items" [ "$(grep -c ' V' "$dir/meant")" -gt 200 ]
ok "a preview changes nothing" untouched "$db" says 0 "Minutes  BB30" kho renumber vat_tu K1 --dry-run
ok "… and says what stands around a code" says 0 "iểm kê [A-08]; [A-115] và (A-115, B-" kho renumber vat_tu K1 --dry-run
ok "… and tells nothing of the other store" test "$(grep -c 'BB3[789]\|BB40' "$work/said")" = 0
ok "without a yes nothing is done" untouched "$db" says 1 "nothing was changed" kho renumber vat_tu K1 </dev/null

files before
ok "the gaps close" says 0 "Done." kho renumber vat_tu K1 --yes --reason "đóng hộp"
ok "there are labels from 01 to 112, no other" is "112 112" sql "SELECT count(DISTINCT n.ma) || ' ' || max(CAST(substr(n.ma, 3) AS INT)) FROM vat_tu__nhan n JOIN kho k ON k._id = n.kho_nhan WHERE k.ma_kho = 'K1' AND n.nhom = 'A'"
ok "… in the order in which they were" is "V100 A-100" sql "SELECT v.so_hieu || ' ' || n.ma FROM vat_tu__nhan n JOIN vat_tu v ON v._id = n._record JOIN kho k ON k._id = n.kho_nhan WHERE k.ma_kho = 'K1' AND v.so_hieu = 'V100'"
ok "the other store keeps its labels" is "10 20" sql "SELECT count(*) || ' ' || max(CAST(substr(n.ma, 3) AS INT)) FROM vat_tu__nhan n JOIN kho k ON k._id = n.kho_nhan WHERE k.ma_kho = 'K2'"
same_meaning() {
    citations >"$dir/meant.after"
    # What is part of another word is no code, and stays: it is told by its number of digits.
    diff "$dir/meant" "$dir/meant.after"
}
ok "every text means the items that it meant" same_meaning
ok "… and is another text" [ "$(sql "SELECT count(*) FROM bien_ban WHERE _version > 1")" = 36 ]
ok "fields that mention nothing stay as they are" is 36 sql "SELECT count(*) FROM bien_ban b JOIN bien_ban__muc m ON m._record = b._id WHERE m.viec = 'A-01'"
ok "all of it is one transaction" is 1 sql "SELECT count(DISTINCT txn) FROM _history WHERE op = 'renumber'"
ok "an item is found by the label that it had" says 0 V112 kho list vat_tu --search A-115
ok "… and by the one that it has" says 0 V112 kho list vat_tu --search A-112
ok "the register tells old and new" says 0 'Vật tư 112,A-115,A-112,đóng hộp' kho renumber vat_tu --register
ok "… of every label that became another" test "$(kho renumber vat_tu --register --exact | tail -n +2 | wc -l)" = 106
ok "the history proves" kho verify
ok "the records keep their rules" kho validate
ok "what is done is not done again" says 0 "Nothing changes." kho renumber vat_tu K1 --yes

ok "undoing is shown first" says 0 "A-112" kho renumber vat_tu K1 --undo --dry-run
ok "it is undone" says 0 "Done." kho renumber vat_tu K1 --undo --yes
ok "what there was is there again, byte by byte" same_files before undone
ok "it is undone once" says 66 "no renumbering here to be undone" kho renumber vat_tu K1 --undo --yes
ok "the history proves again" kho verify

# ---- chains and swaps ----

ok "two labels are exchanged" says 0 "Done." kho renumber vat_tu K1 A-01=A-02 A-02=A-01 --yes
ok "… and what was said of them follows" same_meaning
ok "a label may go round, also to where there was none" says 0 "Done." kho renumber vat_tu K1 A-10=A-100 A-100=A-101 A-101=A-07 --yes
ok "… as does what was said of them" same_meaning
ok "what is undone is the last time" says 0 "Done." kho renumber vat_tu K1 --undo --yes
ok "… and that alone" is "A-02" sql "SELECT n.ma FROM vat_tu__nhan n JOIN vat_tu v ON v._id = n._record JOIN kho k ON k._id = n.kho_nhan WHERE k.ma_kho = 'K1' AND v.so_hieu = 'V001'"
ok "… the texts, too" same_meaning

# ---- refusals, none of which changes anything ----

while IFS='|' read -r what code text args; do
    # shellcheck disable=SC2086
    ok "$what" untouched "$db" says "$code" "$text" kho renumber $args
done <<EOF
a label that stands in two places is refused|75|A-03 would stand in two places|vat_tu K1 A-04=A-03 --yes
a label that is not there is told|66|begins with no code that stands here|vat_tu K1 A-99=A-98 --yes
a label named twice is refused|2|each code once|vat_tu K1 A-04=A-50 A-04=A-51 --yes
a pair without its end is refused|2|says nothing|vat_tu K1 A-04= --yes
a store that is not there is told|66|K9|vat_tu K9 --yes
a form without labels is refused|2|no codes that the program gives|bien_ban K1 --yes
without a store it is not known where|2|say within what|vat_tu --yes
EOF
ok "a role without the right is refused" untouched "$db" says 77 "may not do this" \
    "$phieu" --app tests/fixtures/kho --db "$db" --lang en --as Ba:nhan_vien renumber vat_tu K1 --yes

printf 'so_bb,kho_bb,noi_dung\nBB50,K1,"Mất A-50, đã báo."\n' >"$dir/treo.csv"
ok "minutes mention a label that nothing has" kho import bien_ban "$dir/treo.csv"
ok "… so nothing gets it before they are corrected" untouched "$db" says 75 "BB50 mentions A-50, a code that nothing has" kho renumber vat_tu K1 --yes
ok "they are corrected" written BB50 "Không mất gì."
printf 'so_hieu,kho_nhan,nhom,ma\nV001,K2,A,A-04\n' >"$dir/hai.csv"
ok "a label that two items have" kho import vat_tu.nhan "$dir/hai.csv"
ok "… stands in the way" untouched "$db" says 75 "A-04 stands in two places" kho renumber vat_tu K2 --yes

ok "a store is closed" kho move kho K1 khoa
ok "in a closed store nothing gets another label" untouched "$db" says 77 "Closed" kho renumber vat_tu K1 --yes
ok "… nor by an undo" untouched "$db" says 77 "Closed" kho renumber vat_tu K1 --undo --yes
ok "it is opened again" kho move kho K1 mo

# ---- what was written since ----

printf 'so_bb,kho_bb,noi_dung\nBB60,K1,"Thêm A-06."\n' >"$dir/sau.csv"
ok "the gaps close once more" says 0 "Done." kho renumber vat_tu K1 --yes
ok "somebody writes more" kho import bien_ban "$dir/sau.csv"
ok "… and changes what was there" written BB01 "Chỉ A-112."
ok "undoing says which is another by now" says 0 "changed since then: it does not become what it was" kho renumber vat_tu K1 --undo --dry-run
ok "… by its key" test "$(grep -c 'BB01 .*changed since' "$work/said")" = 1
ok "… and no other" test "$(grep -c 'changed since' "$work/said")" = 1
ok "it is undone all the same" says 0 "Done." kho renumber vat_tu K1 --undo --yes
ok "… and what was written since follows" is "Chỉ A-115." sql "SELECT noi_dung FROM bien_ban WHERE so_bb = 'BB01'"

# ---- labels that are given ----

printf 'so_hieu,ten\nV201,Mới\nV202,Mới\nV203,Mới\n' >"$dir/moi.csv"
printf 'so_hieu,kho_nhan,nhom,ma\nV201,K1,A,\nV202,K1,A,\nV202,K1,B,\nV203,K2,B,\n' >"$dir/moi_nhan.csv"
ok "items come without labels" kho import vat_tu "$dir/moi.csv"
ok "… which are given when they are stored" kho import vat_tu.nhan "$dir/moi_nhan.csv"
given() { sql "SELECT group_concat(v.so_hieu || ' ' || n.ma, ', ') FROM (SELECT * FROM vat_tu__nhan ORDER BY ma) n JOIN vat_tu v ON v._id = n._record WHERE v.so_hieu IN ($1)"; }
ok "… one more than the highest, a hundred or not, each store and group by itself" is "V201 A-116, V202 A-117, V203 B-01, V202 B-07" given "'V201','V202','V203'"
printf 'so_bb,kho_bb,noi_dung\nBB70,K1,"Đã hủy A-118."\n' >"$dir/huy.csv"
ok "what a text still mentions" kho import bien_ban "$dir/huy.csv"
printf 'so_hieu,ten\nV204,Mới\n' >"$dir/moi4.csv"
printf 'so_hieu,kho_nhan,nhom,ma\nV204,K1,A,\n' >"$dir/moi4_nhan.csv"
ok "an item more" kho import vat_tu "$dir/moi4.csv"
ok "… is not given" kho import vat_tu.nhan "$dir/moi4_nhan.csv"
ok "… but the next" is "V204 A-119" given "'V204'"
ok "all of it proves" kho verify

# ---- files that records name ----

printf 'một\nhai\n' >"$dir/tep.txt"
digest=$(sha256sum "$dir/tep.txt" | cut -d' ' -f1)
printf 'so_hieu,ten,tep,tep_co,tep_bam\nT1,Có,%s,,\nT2,Không,/khong/co,77,abc\nT3,Ống,%s,,\n' "$dir/tep.txt" "$dir/ong" >"$dir/tep.csv"
mkfifo "$dir/ong"
measured() { sql "SELECT group_concat(coalesce(tep_co, '-') || ' ' || coalesce(tep_bam, '-'), ', ') FROM (SELECT * FROM vat_tu WHERE so_hieu GLOB '$1' ORDER BY so_hieu)"; }
named() {
    printf 'key F5\ntype file\nkey Enter, Ctrl-U\ntype %s\nkey F10\n' "$2" >"$dir/named.keys"
    kho --script "$dir/named.keys" enter vat_tu "$1"
}
ok "items name files" kho import vat_tu "$dir/tep.csv"
ok "… whose size and digest are noted; of what cannot be read what was given, of what is no file nothing" is "10 $digest, 77 abc, - -" measured 'T[123]'
ok "nobody types them" says 0 "10" sh -c 'printf "key F5\ntype size\nkey Enter\ntype 99\nkey F10\nscreen end\n" >"$1/size.keys"; shift; "$@" >"$0" 2>&1; grep -o "Size .*10" "$0"' "$dir/size.out" "$dir" \
    "$phieu" --app tests/fixtures/kho --db "$db" --lang en --as Lan:thu_kho --script "$dir/size.keys" enter vat_tu T1
printf 'ba\n' >>"$dir/tep.txt"
printf 'key F5\ntype name\nkey Enter, Ctrl-U\ntype Có rồi\nkey F10\n' >"$dir/again.keys"
ok "the record is stored again" kho --script "$dir/again.keys" enter vat_tu T1
ok "… and what became of the file is noted" is "13 $(sha256sum "$dir/tep.txt" | cut -d' ' -f1)" measured T1
ok "another file that cannot be read has no size" named T2 /cung/khong
ok "… and no digest" is "- -" measured T2
ok "all of it proves again" kho verify

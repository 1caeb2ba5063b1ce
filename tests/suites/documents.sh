# The shipped application's documents, on its sample data: what they say is what the sample's files say.
app="--app forms/kdclgd --db $work/documents/mau.db --lang vi"
demo "$work/documents/mau.db"

# made NAME KEY… : the document as flat XML.
made() { "$phieu" $app report "$@"; }

# words: what is left of a document without its tags, a paragraph a line.
words() { sed 's/<\/text:[ph]>/\n/g' | sed 's/<[^>]*>//g' | grep -v '^ *$'; }

# Every code of the period, each once, and no other.
evidence() {
    for key in 'TH001|2024-2025' 'THCS001|2026-2027'; do
        awk -F, -v key="$key" '$3 == key { print $4 }' forms/kdclgd/demo/minh_chung.ma.csv | sort >"$work/documents/sample"
        made danh_muc_mc "$key" | words | grep -E '^(H[0-9]+-|MC\.)' | sort | diff "$work/documents/sample" - || return 1
        [ -s "$work/documents/sample" ] || return 1
    done
}
ok "The list of evidence has each code of the period once" evidence

# Under circular 57/2026 it has five columns, before seven.
columns() {
    made danh_muc_mc 'TH001|2024-2025' | words | grep -q '^Số, ngày ban hành ' &&
        made danh_muc_mc 'THCS001|2026-2027' | words | grep -q '^Định dạng, vị trí hoặc đường dẫn$' &&
        ! made danh_muc_mc 'THCS001|2026-2027' | words | grep -q '^Số, ngày ban hành '
}
ok "… in the columns of its circular" columns

# A cross for each level that a criterion reached.
crosses() {
    sheets=$(sqlite3 "$work/documents/mau.db" "SELECT sum(min(f.muc_dat, c.so_muc)) FROM phieu_tieu_chi AS f JOIN tieu_chi AS c ON c.code = f.tieu_chi
        JOIN dot_tdg AS d ON d._id = f.dot JOIN truong AS t ON t._id = d.truong WHERE t.ma_truong = 'TH001' AND d.nam_hoc = 2024 AND c.loai = 'tieu_chi'")
    printed=$(made bang_tong_hop 'TH001|2024-2025' | words | sed '/Đánh giá tiêu chí Mức 4/,$d' | grep -c '^x$')
    echo "$sheets levels reached, $printed crosses"
    [ "$printed" -gt 50 ] && [ "$sheets" = "$printed" ]
}
ok "The table of results has a cross for each level that was reached" crosses

sheet() {
    made phieu_tieu_chi 'THCS001|2024-2025' thcs tt18-1.5 | words >"$work/documents/sheet"
    for line in 'TRƯỜNG THCS LÊ LỢI' 'Tiêu chí 1.5: Lớp học (tóm tắt)' '1. Mô tả hiện trạng' 'Kết quả: Đạt Mức 2' 'Ngày 15 tháng 3 năm 2025'; do
        grep -qiF -e "$line" "$work/documents/sheet" || { echo "it does not say: $line"; return 1; }
    done
    ! grep -q 'Nội hàm' "$work/documents/sheet" && made phieu_tieu_chi 'MN003|2026-2027' mn tt57_mn-1.3 | words | grep -q '^Nội hàm$'
}
ok "A sheet is printed as its circular asks for" sheet

# marked DOCUMENT KEY: the wording of its indicators is ours, since the sample has not loaded the official one.
marked() {
    made "$1" "$2" | words | grep -v '^Tiêu chí ' | grep -q '(tóm tắt)$'
}
for document in 'phieu_tieu_chi MN003|2026-2027|mn|tt57_mn-1.3' 'phieu_tieu_chi THPT001|2022-2023|thpt|tt18-22.1' 'phieu_dgn THCS001|2024-2025|1|N013|thcs|tt18-2.2' 'phieu_thong_nhat THCS001|2024-2025|1|thcs|tt18-1.1'; do
    ok "Our summary of an indicator is marked so (${document%% *})" marked ${document%% *} "${document#* }"
done

# A record for each document, by its form; for some by the document.
key_of() {
    case $1 in
        qd_kien_toan) echo 'TH001|2024-2025|1'; return ;;
        phieu_noi_ham_4) echo 'THPT001|2022-2023|thpt|tt18-22.1'; return ;;
        bang_tong_hop_57) echo 'TH004|2026-2027'; return ;;
        lich_lam_viec | phieu_phong_van) echo 'THCS001|2024-2025|1'; return ;;
    esac
    case $(sed -n 's/^-- form: //p' "forms/kdclgd/reports/$1.sql") in
        phieu_tieu_chi) echo 'THCS001|2024-2025|thcs|tt18-1.5' ;;
        nghien_cuu_ho_so) echo 'THCS001|2024-2025|1|N014|thcs|tt18-1.1' ;;
        bao_cao_so_bo) echo 'THCS001|2024-2025|1|N014' ;;
        khao_sat_so_bo) echo 'THCS001|2024-2025|1' ;;
        hoi_dong) echo 'THCS001|2026-2027|0' ;;
        noi_ham) echo 'TH001|2024-2025|th|tt17-1.1' ;;
        bien_ban_hop | dang_ky_dgn | doan_dgn) echo 'TH001|2024-2025|1' ;;
        tiep_nhan) echo 'PT001|2024-2025|1' ;;
        truong) echo TH001 ;;
        cong_nhan) echo 'THCS001|kd|175/QĐ-SGDĐT' ;;
        thu_hoi) echo 'MN009|kd|127/QĐ-SGDĐT|1' ;;
        don_vi) echo SO-AB ;;
        ke_hoach_dgn_nam) echo 'SO-AB|2026|1' ;;
        ho_tro_giam_sat | lop_tap_huan) echo 1 ;;
        de_nghi_uu_dai) echo '2026|UD-02|MN010' ;;
        ke_hoach_cai_tien) echo 'TH001|2025' ;;
        bao_cao_cai_tien) echo 'TH001|2024' ;;
        *) echo 'TH001|2024-2025' ;;
    esac
}

# Every document, of that record, else of the first in the sample of which it has something to say: DOC<tab>KEY.
keys() {
    for doc in $("$phieu" $app list | awk '$1 == "report" { print $2 }'); do
        [ -f "forms/kdclgd/reports/$doc.fodt" ] || continue
        form=$(sed -n 's/^-- form: *//p' "forms/kdclgd/reports/$doc.sql")
        { key_of "$doc"; [ -z "$form" ] || "$phieu" $app list "$form" | sed '1d; s/  .*//' | head -40; } | {
            while read -r key; do
                made "$doc" ${form:+"$key"} -o "$work/documents/$doc.fodt" 2>"$work/documents/why" && printf '%s\t%s\n' "$doc" "${form:+$key}" && exit
            done
            echo "$doc: $(cat "$work/documents/why")"
            exit 1
        } || return 1
    done
}
some_record() { keys >"$work/documents/keys" || { tail -1 "$work/documents/keys"; return 1; }; [ -s "$work/documents/keys" ]; }
ok "Every document can be made of a record of the sample" some_record

# A page for browsers that is made from one says that it is a sample, too.
pages() {
    for page in forms/kdclgd/reports/*.html; do
        doc=$(basename "$page" .html)
        form=$(sed -n 's/^-- form: *//p' "forms/kdclgd/reports/$doc.sql")
        made "$doc" ${form:+"$(key_of "$doc")"} | grep -q 'DỮ LIỆU MẪU' || { echo "$page does not"; return 1; }
    done
}
ok "… and every page says that it tells of sample data" pages

# each COMMAND…: it is asked of every document and its key.
each() {
    while IFS="$(printf '\t')" read -r doc key; do
        "$@" "$doc" "$key" </dev/null || { echo "… of $doc $key"; return 1; }
    done <"$work/documents/keys"
}

package() {
    made "$1" ${2:+"$2"} -o "$work/documents/$1.odt" || return 1
    [ "$(head -c 77 "$work/documents/$1.odt" | tail -c 47)" = 'mimetypeapplication/vnd.oasis.opendocument.text' ] || { echo "it is no package"; return 1; }
}
ok "Every document is made as a package too" each package

# bag: every word with how often it stands there, whatever its letters' case; lines of tables and entities of markup are no words.
bag() { sed 's/&nbsp;\|&emsp;\|\xc2\xa0/ /g; s/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&amp;/\&/g; s/[┌─┬┐├┼┤└┴┘│→]/ /g; s/./\L&/g' | tr -s ' \t\f' '\n' | grep . | sort | uniq -c; }
bag_of_flat() {
    tr '\n' ' ' <"$work/documents/$1.fodt" | sed 's/.*<office:text[^>]*>//; s/<text:bookmark-ref text:reference-format="page"[^>]*>[^<]*<[^>]*>//g;
        s/<text:\(tab\|s\|line-break\)[^>]*>/ /g; s/<\/text:[ph]>/ /g; s/<[^>]*>//g' | bag
}

# What the flat file says, the page for browsers and the text say, too; and the page loads nothing.
twins() {
    bag_of_flat "$1" >"$work/documents/flat"
    made "$1" ${2:+"$2"} -o "$work/documents/$1.html" && made "$1" ${2:+"$2"} --width 400 -o "$work/documents/$1.txt" || return 1
    [ "$(grep -c 'DỮ LIỆU MẪU' "$work/documents/$1.fodt")" -gt 0 ] && grep -q 'DỮ LIỆU MẪU' "$work/documents/$1.html" || { echo "it does not say that it is a sample"; return 1; }
    sed '1,/<body>/d; s/<p style="text-align:center;font-weight:bold">DỮ LIỆU MẪU<.p>//' "$work/documents/$1.html" |
        sed 's/<br>/ /g; s/<\/\(p\|h[1-6]\)>/ /g; s/<[^>]*>//g' | bag | diff "$work/documents/flat" - || return 1
    sed 's/^\f* *DỮ LIỆU MẪU$//' "$work/documents/$1.txt" | bag | diff "$work/documents/flat" - || return 1
    ! grep -qE '<script|https?:|url\(' "$work/documents/$1.html"
}
ok "A page for browsers and a text say what the flat file says, and load nothing" each twins

# No line is longer than the paper; without accents there is nothing but ASCII.
plain() {
    case $(sed -n 's/.*print-orientation="landscape".*/132/p' "forms/kdclgd/reports/$1.fodt" | head -1) in 132) most=132 ;; *) most=80 ;; esac
    made "$1" ${2:+"$2"} --format txt --ascii >"$work/documents/plain" || return 1
    head -1 "$work/documents/plain" | grep -q '^ *DU LIEU MAU$' || { echo "it does not say that it is a sample"; return 1; }
    longest=$(tr -d '\f' <"$work/documents/plain" | wc -L)
    [ "$longest" -le "$most" ] || { echo "a line has $longest columns"; return 1; }
    ! LC_ALL=C grep -n '[^ -~]' "$work/documents/plain" | tr -d '\f' | LC_ALL=C grep '[^ -~]'
}
ok "A text without accents is ASCII, no wider than its paper" each plain

# Each page number in the contents asks for a heading that is there; every sheet of the period is in the report.
contents() {
    made bao_cao_tdg 'TH001|2024-2025' >"$work/documents/report"
    tr '<' '\n' <"$work/documents/report" | sed -n 's/^text:bookmark-ref .*text:ref-name="\([^"]*\)".*/\1/p' | sort >"$work/documents/asked"
    tr '<' '\n' <"$work/documents/report" | sed -n 's/^text:bookmark text:name="\([^"]*\)".*/\1/p' | sort >"$work/documents/marked"
    diff "$work/documents/asked" "$work/documents/marked" || return 1
    sheets=$(grep -c '^TH001|2024-2025,' forms/kdclgd/demo/phieu_tieu_chi.csv)
    printed=$(words <"$work/documents/report" | grep -c '^Kết quả tự đánh giá: Đạt Mức [1-4]$')
    echo "$sheets sheets, $printed in the report"
    [ "$sheets" -gt 20 ] && [ "$sheets" = "$printed" ]
}
ok "The report's contents name every heading once, and it has every sheet" contents

# The figures of part I are the file's, and below them stands their total of each of the five years.
figures_of_five_years() {
    awk -F, '$1 == "TH001" && $3 == "lop" { sum += $6; n++ } END { print 2 * sum, n + 5 }' forms/kdclgd/demo/so_lieu.o.csv >"$work/documents/file"
    sed '1,/Phần I. Cơ sở dữ liệu<\/text:h>/d; /2. Cơ cấu khối công trình/,$d' "$work/documents/report" | words | grep -E '^[0-9]+$' |
        awk '{ sum += $1; n++ } END { print sum, n }' | diff "$work/documents/file" -
}
ok "Its figures over five years are those of the sample's file" figures_of_five_years

council() {
    made qd_hoi_dong 'THCS001|2026-2027' 0 | words >"$work/documents/decision"
    named=$(sed -n '/^Danh sách hội đồng/,/^Nhóm thư ký/p' "$work/documents/decision" | grep -cE '^[0-9]+$')
    [ "$named" = "$(grep -c '^THCS001|2026-2027,0,' forms/kdclgd/demo/hoi_dong.thanh_vien.csv)" ] &&
        grep -qF 'Số: 21/QĐ-THCSLL' "$work/documents/decision" && grep -qF 'ngày 07 tháng 9 năm 2026' "$work/documents/decision"
}
ok "A decision names the members of its council" council

# ---- on the screen ----

# at_screen FORM KEY COMMAND…: the screens that a script of these lines shows.
at_screen() {
    form=$1
    key=$2
    shift 2
    printf '%s\n' 'size 24x80' "$@" >"$work/documents/script"
    (cd "$work/documents/here" && "$phieu" --app "$OLDPWD/forms/kdclgd" --db ../mau.db --lang vi --as :thu_ky --script ../script enter "$form" ${key:+"$key"})
}
mkdir "$work/documents/here"

from_record() {
    at_screen hoi_dong 'THCS001|2026-2027|0' 'key Alt-s, Enter, Enter, Enter' 'screen s' | grep -q 'Văn bản đã ghi vào .*qd_hoi_dong-THCS001-2026-2027-0.odt\.' || return 1
    made qd_hoi_dong 'THCS001|2026-2027|0' --format odt | cmp - "$work/documents/here/qd_hoi_dong-THCS001-2026-2027-0.odt"
}
ok "A document of an open record is written into a file that the screen names" from_record

from_list() {
    at_screen hoi_dong '' 'key Down, Alt-p, Enter, Down, Down, Enter, Ctrl-U' 'type danh sách' 'key Enter' 'screen s' | grep -q 'danh sách.txt\.' || return 1
    head -1 "$work/documents/here/danh sách.txt" | grep -q 'DỮ LIỆU MẪU'
}
ok "… from a list of records, too, under a name of one's own, with its form's ending" from_list

kept() {
    echo mine >"$work/documents/here/x.odt"
    at_screen hoi_dong 'THCS001|2026-2027|0' 'key Alt-s, Enter, Enter, Ctrl-U' 'type x' 'key Enter' 'screen s' 'type 1' 'screen t' >"$work/documents/shown" || return 1
    grep -q 'Đã có tệp' "$work/documents/shown" && grep -q '\[x.odt' "$work/documents/shown" && [ "$(cat "$work/documents/here/x.odt")" = mine ] || return 1
    at_screen hoi_dong 'THCS001|2026-2027|0' 'key Alt-s, Enter, Enter, Ctrl-U' 'type x' 'key Enter' 'type 2' | cat
    [ "$(head -c 2 "$work/documents/here/x.odt")" = PK ]
}
ok "A file that is there is written over only when one says so" kept

not_written() {
    at_screen hoi_dong 'THCS001|2026-2027|0' 'key Alt-s, Enter, Enter, Ctrl-U' 'type khong/co/x' 'key Enter' 'screen s' >"$work/documents/shown"
    grep -q 'Không ghi được' "$work/documents/shown" && [ ! -e "$work/documents/here/khong" ] || { tail -4 "$work/documents/shown"; return 1; }
    at_screen hoi_dong '' 'key F6' 'key Alt-s' 'screen s' | grep -q 'Hãy lưu bản ghi này trước' &&
        at_screen van_ban '' 'key Alt-p' 'screen s' >"$work/documents/shown"
}
ok "What cannot be written is said, and so is that a record must be saved first" not_written

# What LibreOffice makes of the package and of the flat file says what the flat file says; what the program writes to its terminal is no warning.
office() {
    soffice -env:UserInstallation="file://$work/documents/profile" --headless --convert-to "$1" --outdir "$work/documents/$2" \
        "$work/documents/"*.odt "$work/documents/copies/"*.fodt >"$work/documents/log" 2>&1
    ! grep -iE 'warn|error|fail|could not' "$work/documents/log" | grep -v javaldx
}
read_by_office() {
    mkdir -p "$work/documents/copies"
    for doc in $(cut -f 1 "$work/documents/keys"); do
        cp "$work/documents/$doc.fodt" "$work/documents/copies/$doc.flat.fodt"
    done
    office txt:Text text || return 1
    for doc in $(cut -f 1 "$work/documents/keys"); do
        cmp "$work/documents/text/$doc.txt" "$work/documents/text/$doc.flat.txt" || return 1
        ! grep -qE '<[a-z_.]+>|Error: Reference' "$work/documents/text/$doc.txt" || { echo "$doc has a placeholder or a reference that nobody filled"; return 1; }
        bag_of_flat "$doc" | grep -v '^ *[0-9]* [0-9]*$' >"$work/documents/flat.words"
        sed 's/^\xef\xbb\xbf//' "$work/documents/text/$doc.txt" | bag | grep -v '^ *[0-9]* [0-9]*$' | diff "$work/documents/flat.words" - || { echo "… of $doc"; return 1; }
    done
}

# page FILE NUMBER: one of its pages.
page() { pdftotext -f "$2" -l "$2" -layout "$1" -; }

# Each line of the contents gives the page on which its heading stands.
contents_right() {
    pdf=$work/documents/pdf/$1.pdf
    first=$(pdftotext "$pdf" - | awk 'BEGIN { RS = "\f" } /^ *(DỮ LIỆU MẪU)?[ \n0-9]*MỤC LỤC/ || /\nMỤC LỤC\n/ { print NR; exit }')
    [ -n "$first" ] || { [ "$1" != bao_cao_tdg ]; return; }
    page "$pdf" "$first" | sed -n 's/^ *\([^ ].*[^ ]\)  *\([0-9][0-9]*\)$/\2 \1/p' >"$work/documents/entries"
    [ "$(wc -l <"$work/documents/entries")" -ge 5 ] || { echo "no contents are found on page $first"; return 1; }
    while read -r number title; do
        page "$pdf" "$number" | tr -d ' \n' | grep -qiF -- "$(echo "$title" | tr -d ' ')" || { echo "page $number does not say: $title"; return 1; }
    done <"$work/documents/entries"
}
printed() {
    office pdf pdf || return 1
    while IFS="$(printf '\t')" read -r doc key; do
        pages=$(pdfinfo "$work/documents/pdf/$doc.pdf" | sed -n 's/^Pages: *//p')
        [ "$pages" -gt 0 ] && [ "$pages" = "$(pdfinfo "$work/documents/pdf/$doc.flat.pdf" | sed -n 's/^Pages: *//p')" ] || { echo "$doc has other pages as a package"; return 1; }
        [ "$(pdftotext "$work/documents/pdf/$doc.pdf" - | grep -c '^DỮ LIỆU MẪU$')" = "$pages" ] || { echo "not every page of $doc says that it is a sample"; return 1; }
        contents_right "$doc" || { echo "… of $doc"; return 1; }
    done <"$work/documents/keys"
}
if command -v soffice >/dev/null 2>&1; then
    ok "LibreOffice reads the same out of the package and the flat file as the flat file says, and no placeholder is left" read_by_office
    if command -v pdftotext >/dev/null 2>&1; then
        ok "… and makes the same pages of them, without a warning; its contents name the right pages" printed
    fi
else
    echo "skipped: LibreOffice is not installed, so nothing is converted"
fi

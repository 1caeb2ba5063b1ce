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
    for line in 'TRƯỜNG THCS LÊ LỢI' 'Tiêu chí 1.5: Lớp học (tóm tắt)' '1. Mô tả hiện trạng' 'Kết quả: Đạt Mức 2' 'Ngày 15 tháng 03 năm 2025'; do
        grep -qiF -e "$line" "$work/documents/sheet" || { echo "it does not say: $line"; return 1; }
    done
    ! grep -q 'Nội hàm' "$work/documents/sheet" && made phieu_tieu_chi 'MN003|2026-2027' mn tt57_mn-1.3 | words | grep -q '^Nội hàm$'
}
ok "A sheet is printed as its circular asks for" sheet

# A record for each document, by its form; for some by the document.
key_of() {
    case $1 in
        qd_kien_toan) echo 'TH001|2024-2025|1'; return ;;
        phieu_noi_ham_4) echo 'THPT001|2022-2023|thpt|tt18-22.1'; return ;;
        bang_tong_hop_57) echo 'TH004|2026-2027'; return ;;
    esac
    case $(sed -n 's/^-- form: //p' "forms/kdclgd/reports/$1.sql") in
        phieu_tieu_chi) echo 'THCS001|2024-2025|thcs|tt18-1.5' ;;
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
packages() {
    for doc in $("$phieu" $app list | awk '$1 == "report" { print $2 }'); do
        [ -f "forms/kdclgd/reports/$doc.fodt" ] || continue # a page is no package
        key=$(key_of "$doc")
        made "$doc" "$key" -o "$work/documents/$doc.odt" && made "$doc" "$key" -o "$work/documents/$doc.fodt" || return 1
        [ "$(head -c 77 "$work/documents/$doc.odt" | tail -c 47)" = 'mimetypeapplication/vnd.oasis.opendocument.text' ] || { echo "$doc: no package"; return 1; }
    done
}
ok "Every document is made as a package too" packages

# A browser shows what the flat file says, and loads nothing.
pages() {
    for doc in danh_muc_mc bang_tong_hop phieu_tieu_chi bao_cao_tdg qd_hoi_dong; do
        case $doc in phieu_tieu_chi) key='THCS001|2024-2025|thcs|tt18-1.5' ;; qd_hoi_dong) key='THCS001|2026-2027|0' ;; *) key='TH001|2024-2025' ;; esac
        made "$doc" "$key" -o "$work/documents/$doc.html" || return 1
        sed '1,/<office:text>/d' "$work/documents/$doc.fodt" | words >"$work/documents/flat"
        sed '1,/<body>/d' "$work/documents/$doc.html" | sed 's/<[^>]*>//g; s/&nbsp;//g' | grep -v '^ *$' | diff "$work/documents/flat" - || return 1
        ! grep -qE '<script|https?:|url\(' "$work/documents/$doc.html" || return 1
    done
}
ok "A page for browsers says what the flat file says, and loads nothing" pages

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
        grep -qF 'Số: 21/QĐ-THCSLL' "$work/documents/decision" && grep -qF 'ngày 07 tháng 09 năm 2026' "$work/documents/decision"
}
ok "A decision names the members of its council" council

# What LibreOffice makes of both is the same text on as many pages, without a warning about the file.
converted() {
    for doc in danh_muc_mc bang_tong_hop phieu_tieu_chi bao_cao_tdg qd_hoi_dong; do
        for form in odt fodt; do
            soffice -env:UserInstallation="file://$work/documents/profile" --headless --convert-to txt:Text --outdir "$work/documents/$form" \
                "$work/documents/$doc.$form" >"$work/documents/log" 2>&1 && [ -s "$work/documents/$form/$doc.txt" ] || { cat "$work/documents/log"; return 1; }
        done
        cmp "$work/documents/odt/$doc.txt" "$work/documents/fodt/$doc.txt" || return 1
        ! grep -qE '<[a-z_.]+>|Error: Reference' "$work/documents/odt/$doc.txt" || return 1
    done
}
if command -v soffice >/dev/null 2>&1; then
    ok "LibreOffice reads the same out of the package and the flat file, and no placeholder is left" converted
else
    echo "skipped: LibreOffice is not installed, so nothing is converted"
fi

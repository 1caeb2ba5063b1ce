# The department's documents, on the sample data: figures, names and days are those that the database has.
dir=$work/$suite
db=$dir/mau.db
app="--app forms/kdclgd --db $db --lang vi"
demo "$db"

# made NAME KEY… : the document's words, a paragraph a line.
made() { "$phieu" $app report "$@" | sed '1,/<office:text>/d' | sed 's/<text:tab\/>/ /g; s/<text:s[ \/][^>]*>/ /g; s/<\/text:[ph]>/\n/g' | sed 's/<[^>]*>//g; s/\xc2\xa0/ /g; s/  */ /g' | grep -v '^ *$'; }

# prints LINE…: what was made last has each of these lines.
prints() {
    for line in "$@"; do
        grep -qxF -e "$line" "$dir/made" || { echo "it does not say: $line"; cat "$dir/made"; return 1; }
    done
}
# asked SQL: every line of the answer stands in what was made last, and there is one.
asked() {
    sqlite3 "$db" "$1" >"$dir/asked" && [ -s "$dir/asked" ] || { echo "nothing was found by: $1"; return 1; }
    while IFS= read -r line; do
        prints "$line" || return 1
    done <"$dir/asked"
}
# refused ROLE NAME KEY…: the role may not print it.
refused() {
    role=$1
    shift
    ! "$phieu" $app --as ":$role" report "$@" >/dev/null 2>"$dir/why" && grep -q 'không dành cho vai trò' "$dir/why"
}
cn='FROM cong_nhan AS c JOIN truong AS t ON t._id = c.truong WHERE'
day="'ngày %d tháng %m năm %Y'"

decision() {
    made qd_cong_nhan 'THCS001|kd|175/QĐ-SGDĐT' >"$dir/made" && prints 'Ủy ban nhân dân tỉnh An Bình' 'Số: 175/QĐ-SGDĐT' 'Giám đốc Sở Giáo dục và Đào tạo An Bình' 'Giám đốc' &&
        asked "SELECT 'An Bình, ' || strftime($day, c.ngay_ky) $cn c.so_qd_cn = '175/QĐ-SGDĐT'
                UNION ALL SELECT 'Điều 1. Công nhận ' || t.ten || ', địa chỉ: ' || t.dia_chi || ', đạt kiểm định chất lượng giáo dục Cấp độ ' || c.cap_do || '.' $cn c.so_qd_cn = '175/QĐ-SGDĐT'
                UNION ALL SELECT c.nguoi_ky_cn $cn c.so_qd_cn = '175/QĐ-SGDĐT'
                UNION ALL SELECT 'Căn cứ Công văn số ' || g.so_cv || strftime(' ' || $day, g.ngay_cv) || ' của ' || t.ten || ' về việc đăng ký đánh giá ngoài;'
                  FROM dang_ky_dgn AS g JOIN dot_tdg AS d ON d._id = g.dot JOIN truong AS t ON t._id = d.truong WHERE t.ma_truong = 'THCS001' AND g.ngay_cv < '2026-06-06'"
}
ok "A decision of recognition has its number, its day, what it decides, and what it rests on" decision

# What the province grants it heads and signs, and the department proposes.
province() {
    made qd_cong_nhan 'TH005|cqg|536/QĐ-UBND' >"$dir/made" && ! grep -q '^Sở Giáo dục' "$dir/made" &&
        prints 'Ủy ban nhân dân tỉnh An Bình' 'KT. Chủ tịch' 'Phó Chủ tịch' 'Phạm Thị Thu Hà' 'Theo đề nghị của Giám đốc Sở Giáo dục và Đào tạo An Bình.' \
            'Chủ tịch Ủy ban nhân dân tỉnh An Bình'
}
ok "… under the head and the name of the body that issues it" province

certificate() {
    made giay_chung_nhan 'THCS001|kd|175/QĐ-SGDĐT' >"$dir/made" && prints 'Giấy chứng nhận' 'Trường THCS Lê Lợi' 'Cấp độ 2' &&
        asked "SELECT 'theo Quyết định số ' || c.so_qd_cn || strftime(' ' || $day, c.ngay_ky) || '. Có giá trị đến hết ' || strftime($day, c.ngay_het_han) || '.' $cn c.so_qd_cn = '175/QĐ-SGDĐT'
                UNION ALL SELECT 'Số vào sổ: ' || c.so_gcn $cn c.so_qd_cn = '175/QĐ-SGDĐT'" &&
        made giay_chung_nhan 'TH005|cqg|536/QĐ-UBND' >"$dir/made" && prints 'Bằng công nhận' 'Mức độ 2'
}
ok "A certificate has until when it holds; that of the national standard has another name" certificate

submission() {
    made to_trinh_ubnd 'TH004|2026-2027' >"$dir/made" && prints 'Kính gửi: Ủy ban nhân dân tỉnh An Bình.' 'Số: /TTr-SGDĐT' &&
        asked "SELECT k.label FROM dieu_kien_cqg__dieu_kien AS b JOIN dieu_kien_cqg AS x ON x._id = b._record JOIN dot_tdg AS d ON d._id = x.dot_dkc JOIN truong AS t ON t._id = d.truong
                 JOIN dk_cqg AS k ON k.code = b.dieu_kien_dkc WHERE t.ma_truong = 'TH004'
                UNION ALL SELECT 'Xét' || strftime(' ' || $day, x.ngay_xet) || ': đạt ' || x.so_dat_dkc || ' điều kiện, chưa đủ điều kiện công nhận đạt chuẩn quốc gia Mức độ '
                  || x.muc_do_xet || '.' FROM dieu_kien_cqg AS x JOIN dot_tdg AS d ON d._id = x.dot_dkc JOIN truong AS t ON t._id = d.truong WHERE t.ma_truong = 'TH004'" &&
        made to_trinh_ubnd 'THPT001|2022-2023' | grep -q 'kính trình Ủy ban nhân dân tỉnh An Bình xem xét, công nhận Trường THPT An Bình đạt chuẩn quốc gia Mức độ 2'
}
ok "A submission has each condition with its result, and asks only where all are met" submission

# The days are those of the summary of recognitions that expire; what is left is counted from the day that the letter names.
reminder() {
    "$phieu" $app summary sap_het_han so_thang=120 >"$dir/expire" && made nhac_het_han 'MN003|kd|109/QĐ-SGDĐT' >"$dir/made" || return 1
    awk -F, '$1 == "MN003" { split($7, h, "-"); split($8, l, "-"); print "ngày " h[3] " tháng " h[2] " năm " h[1]; print "ngày " l[3] " tháng " l[2] " năm " l[1] }' "$dir/expire" >"$dir/days"
    now=$(sed -n 's/.*Tính đến ngày \(..\) tháng \(..\) năm \(....\):/\3-\2-\1/p' "$dir/made")
    [ "$(wc -l <"$dir/days")" = 2 ] && prints "$(sed -n 1p "$dir/days")" "$(sed -n 2p "$dir/days")" \
        "còn $(sqlite3 "$db" "SELECT CAST(julianday(ngay_het_han) - julianday('$now') AS INTEGER) FROM cong_nhan WHERE so_qd_cn = '109/QĐ-SGDĐT'") ngày" &&
        awk -F, -v now="$now" 'NR > 1 { y = substr(now, 1, 4); if (y "-" $5 < now) y++; print substr($5, 4) "/" substr($5, 1, 2) "/" y }' forms/kdclgd/lists/hoc_ky.csv >"$dir/terms" &&
        [ "$(wc -l <"$dir/terms")" = 2 ] && prints "$(sed -n 1p "$dir/terms")" "$(sed -n 2p "$dir/terms")"
}
ok "A reminder has the days of the summary, how many are left, and when dossiers are taken in" reminder

late() {
    made nhac_het_han 'TH011|cqg|548/QĐ-UBND' >"$dir/made" && grep -q '^V/v hết hạn' "$dir/made" && grep -q 'Hạn đăng ký lại nói trên đã qua' "$dir/made" &&
        ! made nhac_het_han 'MN003|kd|109/QĐ-SGDĐT' | grep -q 'Hạn đăng ký lại nói trên đã qua'
}
ok "… and says so where they are over" late

withdrawal() {
    made qd_thu_hoi 'MN009|kd|127/QĐ-SGDĐT|1' >"$dir/made" && prints 'Số: 241/QĐ-SGDĐT' 'An Bình, ngày 09 tháng 11 năm 2026' &&
        grep -q '^Điều 1. Thu hồi công nhận đạt kiểm định chất lượng giáo dục Cấp độ 1 và Giấy chứng nhận số KD-009 ' "$dir/made" &&
        grep -qF "$(sqlite3 "$db" "SELECT dien_giai_th FROM thu_hoi WHERE so_qd_th = '241/QĐ-SGDĐT'")" "$dir/made" &&
        made qd_thu_hoi 'TH006|kd|157/QĐ-SGDĐT|1' >"$dir/made" && prints 'Yêu cầu khắc phục: Bổ sung giáo viên tiếng Anh, tin học.' 'Số: /QĐ-SGDĐT'
}
ok "A withdrawal names the certificate and why; what is not decided has no number yet" withdrawal

notice() {
    made thong_bao_ho_so 'PT001|2024-2025|1' >"$dir/made" && prints 'Thiếu' 'Mới có một bản' 'Gửi thêm một bản báo cáo, bổ sung số liệu năm học 2024-2025.' &&
        [ "$(grep -cxE 'Đủ|Thiếu' "$dir/made")" = "$(grep -c '^PT001|' forms/kdclgd/demo/tiep_nhan.hang_muc.csv)" ] && grep -q 'chậm nhất ngày 15 tháng 08 năm 2025' "$dir/made" &&
        made thong_bao_ho_so 'MN002|2023-2024|1' >"$dir/made" &&
        grep -qF "chậm nhất $(sqlite3 "$db" "SELECT strftime($day, max(han_lap_doan)) FROM tiep_nhan AS n JOIN dang_ky_dgn AS g ON g._id = n.dang_ky WHERE g.so_cv = '29/CV-MNHM'")" "$dir/made"
}
ok "A notice has each part of the dossier, what is missing and until when, or by when the team stands" notice

roles() {
    for doc in qd_cong_nhan giay_chung_nhan nhac_het_han; do
        refused chu_tich $doc 'THCS001|kd|175/QĐ-SGDĐT' || { echo "$doc"; cat "$dir/why"; return 1; }
    done
    "$phieu" $app --as :lanh_dao_so report qd_cong_nhan 'THCS001|kd|175/QĐ-SGDĐT' >/dev/null
}
ok "They are the department's to print, not a school's" roles

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
# In letters the months 3 to 9 have no zero in front.
letters='s/tháng 0\([3-9]\) năm/tháng \1 năm/g'
# asked SQL: every line of the answer stands in what was made last, and there is one.
asked() {
    sqlite3 "$db" "$1" | sed "$letters" >"$dir/asked"
    [ -s "$dir/asked" ] || { echo "nothing was found by: $1"; return 1; }
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
                  FROM dang_ky_dgn AS g JOIN dot_tdg AS d ON d._id = g.dot JOIN truong AS t ON t._id = d.truong WHERE t.ma_truong = 'THCS001' AND g.ngay_cv < '2026-06-06'
                UNION ALL SELECT 'Căn cứ Báo cáo đánh giá ngoài số ' || b.so_bc || strftime(' ' || $day, b.ngay_bc) || ';' FROM bao_cao_dgn AS b JOIN doan_dgn AS x ON x._id = b.doan
                  JOIN dot_tdg AS d ON d._id = x.dot JOIN truong AS t ON t._id = d.truong WHERE t.ma_truong = 'THCS001' AND b.so_bc IS NOT NULL"
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
    made giay_chung_nhan 'THCS001|kd|175/QĐ-SGDĐT' >"$dir/made" && prints 'Giấy chứng nhận' 'Trường THCS Lê Lợi' &&
        asked "SELECT 'theo Quyết định số ' || c.so_qd_cn || strftime(' ' || $day, c.ngay_ky) || '. Có giá trị đến hết ' || strftime($day, c.ngay_het_han) || '.' $cn c.so_qd_cn = '175/QĐ-SGDĐT'
                UNION ALL SELECT 'Cấp độ ' || c.cap_do $cn c.so_qd_cn = '175/QĐ-SGDĐT'
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
    awk -F, '$1 == "MN003" { split($7, h, "-"); split($8, l, "-"); print "ngày " h[3] " tháng " h[2] " năm " h[1]; print "ngày " l[3] " tháng " l[2] " năm " l[1] }' "$dir/expire" | sed "$letters" >"$dir/days"
    now=$(sed -n 's/.*Tính đến ngày \(..\) tháng \(.*\) năm \(....\):/\3-0\2-\1/p' "$dir/made" | sed 's/-0\(..\)-/-\1-/')
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
        [ "$(grep -cxE 'Đủ|Thiếu' "$dir/made")" = "$(grep -c '^PT001|' forms/kdclgd/demo/tiep_nhan.hang_muc.csv)" ] && grep -q 'chậm nhất ngày 15 tháng 8 năm 2025' "$dir/made" &&
        made thong_bao_ho_so 'MN002|2023-2024|1' >"$dir/made" &&
        grep -qF "chậm nhất $(sqlite3 "$db" "SELECT strftime($day, max(han_lap_doan)) FROM tiep_nhan AS n JOIN dang_ky_dgn AS g ON g._id = n.dang_ky WHERE g.so_cv = '29/CV-MNHM'" | sed "$letters")" "$dir/made"
}
ok "A notice has each part of the dossier, what is missing and until when, or by when the team stands" notice

# plan_of KEY: its schools by month, what each costs, and the sum of it.
plan_of() {
    made ke_hoach_dgn_nam "$1" >"$dir/made" && prints "Số: $2" &&
        awk -F, -v key="$1" 'BEGIN { split(key, k, "|") } $1 == k[1] && $2 == k[2] && $3 == k[3] { print ($6 < 8) ($6 < 10 ? "0" : "") $6, $4, $6, $10; sum += $10 } END { print "9", "sum", 0, sum }' \
            forms/kdclgd/demo/ke_hoach_dgn_nam.truong_dgn.csv | sort >"$dir/file" || return 1
    grep -E '^[A-Z]+[0-9]+$' "$dir/made" | sort >"$dir/schools"
    sed '$d' "$dir/file" | cut -d' ' -f2 | sort | diff - "$dir/schools" || return 1
    grep -xE '[0-9.]+\.000' "$dir/made" | tr -d . >"$dir/money"
    awk '{ print $4 }' "$dir/file" | sort >"$dir/expected" && sort "$dir/money" | diff "$dir/expected" -
}
ok "A year's plan has its schools, their cost, and the sum" plan_of 'SO-AB|2026|1' 66/KH-SGDĐT
replaces() { made ke_hoach_dgn_nam 'SO-AB|2026|1' >"$dir/made" && prints 'Kế hoạch này thay thế Kế hoạch số 49/KH-SGDĐT.' '(Điều chỉnh lần 1)' '03/2027' '10/2026'; }
ok "… in calendar months, and says which plan it replaces" replaces

team() {
    made qd_lap_doan 'THCS001|2024-2025|1' >"$dir/made" && prints 'Số: 86/QĐ-SGDĐT' 'An Bình, ngày 16 tháng 3 năm 2026' &&
        asked "SELECT n.ho_ten FROM doan_dgn__thanh_vien AS b JOIN doan_dgn AS x ON x._id = b._record JOIN nguoi AS n ON n._id = b.nguoi WHERE x.so_qd = '86/QĐ-SGDĐT'
                UNION ALL SELECT strftime('%d/%m/%Y', b.tu) || iif(b.den > b.tu, ' – ' || strftime('%d/%m/%Y', b.den), '') FROM doan_dgn__cac_buoc AS b JOIN doan_dgn AS x ON x._id = b._record
                  WHERE x.so_qd = '86/QĐ-SGDĐT' AND b.tu IS NOT NULL" &&
        [ "$(grep -cxE 'Trưởng đoàn' "$dir/made")" = 1 ] && grep -qF ", gồm $(grep -c '^THCS001|2024-2025,1,' forms/kdclgd/demo/doan_dgn.thanh_vien.csv) thành viên:" "$dir/made"
}
ok "A decision on a team names its members, one head, and the days of its steps" team

# The tables are the summaries' rows: every number in their order.
totals() {
    made bao_cao_tong_hop SO-AB "$@" >"$dir/made" || return 1
    for table in 'Biểu 1:tong_hop_cap_hoc:cap_hoc so_truong cong_lap ngoai_cong_lap tdg_xong tdg_ty_le da_dgn dgn_ty_le kd_1 kd_2 kd_3 kd_4 kd_tong kd_ty_le kd_cong_lap kd_cong_lap_ty_le' \
        'Biểu 2:tong_hop_cap_hoc:cap_hoc xet_cqg cqg_1 cqg_2 cqg_tong cqg_ty_le xet_cqg_cong_lap cqg_cong_lap cqg_cong_lap_ty_le moi cong_nhan_lai nang het_han_6_thang qua_han theo_2018 theo_2026 tu_giay' \
        'Biểu 3:tong_hop_don_vi:ten_don_vi cap_hoc so_truong tdg_xong tdg_ty_le da_dgn dgn_ty_le kd_tong kd_ty_le cqg_tong cqg_ty_le het_han_6_thang qua_han'; do
        name=${table#*:}
        "$phieu" --app forms/kdclgd --db "$db" --lang vi summary "${name%%:*}" --exact --separator ';' don_vi=SO-AB "$@" >"$dir/summary" 2>/dev/null
        awk -F';' -v want="${name#*:}" 'NR == 1 { n = split(want, w, " "); for (i = 1; i <= NF; i++) { sub(/\r/, "", $i); at[$i] = i } next }
            { for (i = 1; i <= n; i++) { v = $(at[w[i]]); gsub(/[\r"]/, "", v); if (v != "") print v } }' "$dir/summary" >"$dir/expected"
        sed -n "/^${table%%:*}\./,/^Biểu\|^Trên đây/p" "$dir/made" | sed '1d;$d' >"$dir/printed"
        tail -n "$(wc -l <"$dir/expected")" "$dir/printed" | diff "$dir/expected" - || return 1
        [ "$(wc -l <"$dir/expected")" -gt 60 ] || return 1
    done
}
ok "The report of totals has the summaries' rows, number by number" totals
ok "… as of another day" totals den_ngay=2024-03-01 tu_ngay=2023-01-01
period() { made bao_cao_tong_hop SO-AB den_ngay=2024-03-01 tu_ngay=2023-01-01 >"$dir/made" && prints '(Từ ngày 01 tháng 01 năm 2023 đến ngày 01 tháng 3 năm 2024)'; }
ok "… and says of which" period

published() {
    made danh_sach_cong_nhan SO-AB den_ngay=2026-11-23 >"$dir/made" || return 1
    for kind in kd cqg; do
        sqlite3 "$db" "SELECT t.ma_truong FROM cong_nhan AS c JOIN truong AS t ON t._id = c.truong WHERE c.loai_cn = '$kind' AND c._state = 'hieu_luc' AND c.ngay_ky <= '2026-11-23' AND c.ngay_het_han >= '2026-11-23'
            AND NOT EXISTS (SELECT 1 FROM cong_nhan AS d WHERE d.truong = c.truong AND d.loai_cn = c.loai_cn AND d.ngay_ky > c.ngay_ky) AND t._state IN ('hoat_dong', 'tam_dung')" | sort >"$dir/$kind"
        [ -s "$dir/$kind" ] || return 1
    done
    sed '/^Trường đạt chuẩn quốc gia$/,$d' "$dir/made" | grep -xE '[A-Z]+[0-9]+' | sort | diff "$dir/kd" - && sed '1,/^Trường đạt chuẩn quốc gia$/d' "$dir/made" | grep -xE '[A-Z]+[0-9]+' | sort | diff "$dir/cqg" -
}
ok "The list to be published has the schools whose recognition holds on the day" published

visit() {
    made bb_ho_tro_giam_sat 1 >"$dir/made" && prints 'Số: 1/BB-SGDĐT' '3. Kết quả xem xét: thực hiện đúng quy trình 6/7 bước tự đánh giá' 'Minh chứng chưa đủ nguồn gốc' &&
        asked "SELECT x.kien_nghi_hts FROM ho_tro_giam_sat AS x WHERE x.so_hts = 1
                UNION ALL SELECT '- Ông (bà) ' || n.ho_ten || ', Chuyên viên, Sở Giáo dục và Đào tạo An Bình.' FROM ho_tro_giam_sat__nguoi_di AS b JOIN ho_tro_giam_sat AS x ON x._id = b._record
                  JOIN nguoi AS n ON n._id = b.nguoi_den WHERE x.so_hts = 1
                UNION ALL SELECT t.hieu_truong FROM ho_tro_giam_sat AS x JOIN truong AS t ON t._id = x.truong WHERE x.so_hts = 1"
}
ok "The minutes of a visit have who went, each step, and what is asked of the school" visit

course() {
    made danh_sach_tap_huan 1 >"$dir/made" && prints 'Thời gian: 10/08/2026 – 11/08/2026' 'Địa điểm: Trường THPT An Bình' &&
        asked "SELECT n.ho_ten FROM lop_tap_huan__hoc_vien AS b JOIN lop_tap_huan AS x ON x._id = b._record JOIN nguoi AS n ON n._id = b.nguoi_hv WHERE x.so_lop = 1
                UNION ALL SELECT 'Danh sách có ' || count(*) || ' người; có mặt ' || sum(b.co_mat_hv = 'co') || '; đạt ' || sum(b.ket_qua_hv IS 'dat') || '.'
                  FROM lop_tap_huan__hoc_vien AS b JOIN lop_tap_huan AS x ON x._id = b._record WHERE x.so_lop = 1" &&
        [ "$(grep -c '^TH1-' "$dir/made")" = "$(grep -c '^1,.*,TH1-' forms/kdclgd/demo/lop_tap_huan.hoc_vien.csv)" ]
}
ok "The list of a course has its participants, how many came and passed" course

# The payments are the file's; what is planned, spent and left adds up below.
settlement() {
    made quyet_toan SO-AB "nam=$1" >"$dir/made" || return 1
    awk -F, -v year="$1" '$1 == "SO-AB" && $2 == year' forms/kdclgd/demo/kinh_phi.chi.csv | sed 's/.*,//' | sort >"$dir/file"
    sed '1,/^II. Các khoản chi$/d; /^Tổng số đã chi/,$d' "$dir/made" | grep -xE '[0-9.]+\.[0-9]{3}' | tr -d . | sort | diff "$dir/file" - || return 1
    spent=$(awk '{ s += $1 } END { print s + 0 }' "$dir/file")
    granted=$(awk -F, -v year="$1" '$1 == "SO-AB" && $2 == year { s += $6 } END { print s }' forms/kdclgd/demo/kinh_phi.csv)
    sed '1,/^Tổng cộng$/d; /^II\./,$d' "$dir/made" | tr -d . | sed -n '2p;3p;4p' >"$dir/sums"
    printf '%s\n' "$granted" "$spent" $((granted - spent)) | diff - "$dir/sums"
}
ok "A settlement has each payment, and sums that agree" settlement 2026
ok "… and those of an earlier year" settlement 2025
none() { ! "$phieu" $app report quyet_toan SO-AB nam=2020 >/dev/null 2>"$dir/why" && grep -q 'không tìm thấy gì' "$dir/why"; }
ok "… and none of a year without a budget" none

incentive() {
    "$phieu" $app summary uu_dai >"$dir/summary" 2>/dev/null
    for school in MN010 MN006; do
        made de_nghi_uu_dai 2026 UD-02 $school >"$dir/made" || return 1
        met=$(awk -F, -v s=$school '$3 == s { print $6 "/" $7 }' "$dir/summary")
        [ -n "$met" ] && grep -q "trường đạt $met điều kiện:" "$dir/made" && [ "$(grep -cx 'Đạt' "$dir/made")" = "${met%/*}" ] || { echo "$school: $met"; cat "$dir/made"; return 1; }
    done
    prints 'Lý do đề nghị: Bằng hết hạn 7/2026 nhưng đang làm hồ sơ công nhận lại.' 'chưa có' 'Kính gửi: Ủy ban nhân dân tỉnh An Bình.'
}
ok "A proposal of an incentive has each condition, its value, and whether it is met as the summary says" incentive

# Where only communes are known the commune heads and signs; what is not noted of it is left to be written.
commune() {
    cp "$db" "$dir/xa.db" && sqlite3 "$dir/xa.db" "UPDATE don_vi SET cap_tren = NULL WHERE loai = 'xa'" || return 1
    "$phieu" --app forms/kdclgd --db "$dir/xa.db" --lang vi report thong_bao_ho_so 'MN002|2023-2024|1' | sed 's/<\/text:[ph]>/\n/g' | sed 's/<[^>]*>//g' >"$dir/made" &&
        prints 'Ủy ban nhân dân phường Trần Phú' 'Thủ trưởng đơn vị' '………, ngày 05 tháng 8 năm 2026' && ! grep -q 'Sở Giáo dục' "$dir/made"
}
ok "Where there is no department the commune issues them" commune

roles() {
    for doc in qd_cong_nhan giay_chung_nhan nhac_het_han; do
        refused chu_tich $doc 'THCS001|kd|175/QĐ-SGDĐT' || { echo "$doc"; cat "$dir/why"; return 1; }
    done
    refused thu_ky bao_cao_tong_hop SO-AB && refused can_bo_trung_gian quyet_toan SO-AB nam=2026 || return 1
    "$phieu" $app --as :lanh_dao_so report qd_cong_nhan 'THCS001|kd|175/QĐ-SGDĐT' >/dev/null
}
ok "They are the department's to print, not a school's" roles

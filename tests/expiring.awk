# expiring.awk DAY=… SIX=… TWELVE=… TWO_YEARS=… over the sample data's truong.csv and cong_nhan.csv: how many recognitions expire, counted
# without the program: expired, within 6, 12 and 24 months.  Days as YYYY-MM-DD.
BEGIN { FS = "," }
FNR == 1 { for (i = 1; i <= NF; i++) at[FILENAME, $i] = i; next }
FILENAME ~ /truong.csv$/ { open_school[$at[FILENAME, "ma_truong"]] = $NF == "hoat_dong" || $NF == "tam_dung"; next }
$at[FILENAME, "_state"] == "hieu_luc" && $at[FILENAME, "ngay_ky"] <= DAY && open_school[$at[FILENAME, "truong"]] {
    key = $at[FILENAME, "truong"] FS $at[FILENAME, "loai_cn"]
    if ($at[FILENAME, "ngay_ky"] > signed[key]) {
        signed[key] = $at[FILENAME, "ngay_ky"]
        expires[key] = $at[FILENAME, "ngay_het_han"]
    }
}
END {
    for (key in expires) {
        expired += expires[key] < DAY
        six += expires[key] >= DAY && expires[key] <= SIX
        twelve += expires[key] >= DAY && expires[key] <= TWELVE
        two_years += expires[key] >= DAY && expires[key] <= TWO_YEARS
    }
    print "expired " expired + 0 ", 6 months " six + 0 ", 12 months " twelve + 0 ", 24 months " two_years + 0
}

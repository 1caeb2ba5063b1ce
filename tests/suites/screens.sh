# Screens driven by scripts, compared as text.  `make screens` renews them; read the difference.
# Each tests/screens/NAME.keys starts with a line "# enter ARGUMENTS" (may be empty); NAME.screen is what it shows.  They are of the
# shipped application with its sample data, or of the one that a second line "# app FOLDER" names, with none; "# as WHO" there: that person's.

export PHIEU_NOW=2026-11-23T01:05:00.000Z
screen_same() {
    keys=$1
    stored=${keys%.keys}.screen
    app=$(sed -n '2s/^# app //p' "$keys")
    person="Nguyễn Thị Mai${app:+:van_thu}"
    if [ -z "$app" ]; then
        app=forms/kdclgd
        person=$(sed -n '2s/^# as //p' "$keys")
        person=${person:-Nguyễn Thị Mai:thu_ky}
        demo "$work/screens/run.db" || return 1
    else
        rm -f "$work/screens/run.db"*
    fi
    # shellcheck disable=SC2046
    "$phieu" --app "$app" --db "$work/screens/run.db" --as "$person" --script "$keys" \
        enter $(sed -n '1s/^# enter//p' "$keys") >"$work/screens/now" || return 1
    if [ -n "$UPDATE" ]; then
        cp "$work/screens/now" "$stored"
    fi
    diff -u "$stored" "$work/screens/now"
}

for keys in tests/screens/*.keys; do
    ok "screen $(basename "$keys" .keys)" screen_same "$keys"
done

# The picture at the top of each README is the first screen of phieu.screen.
picture() {
    awk '/^── / { n++ } n == 1 && sub(/^[|]/, "") { sub(/[|]$/, ""); sub(/ +$/, ""); print }' tests/screens/phieu.screen
}
picture_same() {
    picture >"$work/screens/picture"
    if [ -n "$UPDATE" ]; then
        { sed '/^```/,$d' "$1"; echo '```'; cat "$work/screens/picture"; awk '/^```/ { n++ } n > 1' "$1"; } >"$work/screens/readme"
        cp "$work/screens/readme" "$1"
    fi
    awk '/^```/ { n++ } n == 1 && !/^```/' "$1" | diff -u - "$work/screens/picture"
}
for readme in README.md README.vi.md; do
    ok "the picture in $readme is what one sees" picture_same "$readme"
done
unset PHIEU_NOW

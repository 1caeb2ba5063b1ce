# The screens of the shipped application, driven by scripts, compared as text.  `make screens` renews them; read the difference.
# Each tests/screens/NAME.keys starts with a line "# enter ARGUMENTS" (may be empty); NAME.screen is what it shows.

export PHIEU_NOW=2026-11-23T01:05:00.000Z
screen_same() {
    keys=$1
    stored=${keys%.keys}.screen
    demo "$work/screens/run.db" || return 1
    # shellcheck disable=SC2046
    "$phieu" --app forms/kdclgd --db "$work/screens/run.db" --as "Nguyễn Thị Mai:thu_ky" --script "$keys" \
        enter $(sed -n '1s/^# enter//p' "$keys") >"$work/screens/now" || return 1
    if [ -n "$UPDATE" ]; then
        cp "$work/screens/now" "$stored"
    fi
    diff -u "$stored" "$work/screens/now"
}

for keys in tests/screens/*.keys; do
    ok "screen $(basename "$keys" .keys)" screen_same "$keys"
done
unset PHIEU_NOW

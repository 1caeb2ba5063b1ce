# The Vietnamese alphabet, and people by their given names, in lists and exports of the real program.

dir=$work/$suite
cp -R tests/fixtures/go_chu "$dir/go_chu"
people() {
    "$phieu" --lang en --app "$dir/go_chu" --db "$dir/run.db" --as Mai:thu_ky "$@"
}

# By the last word first, then by the others from the left; letters before tones, tones before case.
given='Lê An|Nguyễn Thị Ân|Trần Văn Bình|Lê Thị Dung|Đỗ Đạt|Đặng Hoa|Nguyễn Hoa|Nguyễn Hòa|nguyễn hoàng|Nguyễn Hoàng|Ỷ'
# By the text as it is written.
written='Đặng Hoa|Đỗ Đạt|Lê An|Lê Thị Dung|Nguyễn Hoa|Nguyễn Hòa|nguyễn hoàng|Nguyễn Hoàng|Nguyễn Thị Ân|Trần Văn Bình|Ỷ'
{ echo ma,ten
  echo "$written" | tr '|' '\n' | sort -r | awk '{ printf "n%02d,%s\n", NR, $0 }'; } >"$dir/people.csv"
lines() {
    cut -d, -f2 | tr -d '\r' | paste -sd'|' -
}
is() {
    [ "$1" = "$2" ] || { echo "not $1"; echo "but $2"; return 1; }
}
listed() {
    is "$1" "$(people list nguoi | sed -n '2,$s/^n[0-9]*  *//p' | paste -sd'|' -)"
}
exported() {
    is "$1" "$(people export nguoi | sed 1d | lines)"
}

: >"$dir/nothing"
people enter --script "$dir/nothing"
ok "people can be imported" people import nguoi "$dir/people.csv"
ok "a list of people goes by the given name" listed "$given"
ok "… and so does an export" exported "$given"

sed -i '/^appearance/d' "$dir/go_chu/forms/nguoi.ini"
people enter --script "$dir/nothing"
ok "a text that is no name goes by its first word, also in records that are there already" listed "$written"
sed -i 's/^order .*/order = -ten/' "$dir/go_chu/forms/nguoi.ini"
people enter --script "$dir/nothing"
ok "an export goes down where the form says so" exported "$(echo "$written" | tr '|' '\n' | tac | paste -sd'|' -)"

# A key of codes sorts by its bytes as by the alphabet, and an export walks the key's index; as soon as one is no such code, it does not.
sed -i 's/^order .*/order = ma/; /^pattern/d' "$dir/go_chu/forms/nguoi.ini"
keys() {
    rm -f "$dir/run.db" && people enter --script "$dir/nothing"
    { echo ma,ten; echo "$1" | tr '|' '\n' | sort -r | sed 's/$/,X/'; } >"$dir/keys.csv"
    people import nguoi "$dir/keys.csv" && is "$1" "$(people export nguoi | sed 1d | cut -d, -f1 | paste -sd'|' -)"
}
ok "an export of codes goes by the alphabet" keys "09|1|A|B10|B2"
later() {
    keys "A|B|D" && printf 'ma,ten\nb1,X\nĐ1,X\n' >"$dir/later.csv" && people import nguoi "$dir/later.csv" &&
        is "A|B|b1|D|Đ1" "$(people export nguoi | sed 1d | cut -d, -f1 | paste -sd'|' -)"
}
ok "… also when the first that is no code comes later" later
ok "… and so does one of other keys" keys "09|1|A|Ă1|B-2|B2|D|Đ1|đ2|E"

sed -i 's/^order .*/order = ten/' "$dir/go_chu/forms/nguoi.ini"
printf '\n[field record]\ntype = text\nlabel = Hồ sơ\nlabel.en = Record\n' >>"$dir/go_chu/forms/nguoi.ini"
its_own_field() {
    rm -f "$dir/run.db" && people enter --script "$dir/nothing" && people import nguoi "$dir/keys.csv" &&
        is 10 "$(people export nguoi --where "record IS NULL" | sed 1d | wc -l)"
}
ok "a condition of a sorted export means the form's fields, whatever they are called" its_own_field

# Vietnamese typed through the filter: the tables of cases, each with the rule it stands for.

# typed METHOD: every line of the method's table makes its text.
typed() {
    grep -v '^#' "tests/typing/$1.tsv" | cut -f1 | "$phieu" vkey --method "$1" >"$work/typing/$1" &&
        grep -v '^#' "tests/typing/$1.tsv" | paste - "$work/typing/$1" |
        awk -F'\t' '$2 != $4 { print $1 " makes \"" $4 "\", not \"" $2 "\": " $3; bad = 1 } END { exit bad || NR < 200 }'
}
# rule: built-in typing
# rule: re-edit after a space
ok "Telex makes of each line of its table what the rule says" typed telex
ok "VNI makes of each line of its table what the rule says" typed vni

new_style() {
    [ "$(printf 'hoaf thuyr khoer hoangf quys mua\n' | "$phieu" vkey --new-style)" = "hoà thuỷ khoẻ hoàng quý mua" ]
}
ok "The new style puts tones where it should" new_style
ok "A typing method that is none is told" says 2 "write telex or vni" "$phieu" --lang en vkey --method abc

broken() {
    [ "$(printf 'hoaf\377hoaf\r\n\n' | "$phieu" vkey)" = "$(printf 'hòa\357\277\275hòa\n\n')" ]
}
ok "A byte that is not UTF-8 ends a word and is seen" broken

# The Vietnamese messages: none is missing, none is a guess, each takes the arguments of its English.

# vi.po merged with the messages of the source as they are now, into $1.
merged_catalogue() {
    xgettext -k_ -kN_ -kQ_:1,2 --from-code=UTF-8 -o "$work/locale/phieu.pot" src/*/*.c src/main.c &&
        msgmerge -q --no-fuzzy-matching -o "$1" locale/vi.po "$work/locale/phieu.pot"
}

# What msgattrib chooses from the merged catalogue, printed without the head; true when that is nothing.
none_left() {
    msgattrib "$1" --no-wrap "$work/locale/vi.po" >"$work/locale/left" || return 1
    sed '1,/^$/d' "$work/locale/left"
    [ ! -s "$work/locale/left" ]
}

ok "the messages can be collected" merged_catalogue "$work/locale/vi.po"
ok "the catalogue is well formed and its arguments are those of the English" msgfmt -c -o "$work/locale/phieu.mo" locale/vi.po
ok "every message is translated" none_left --untranslated
ok "no translation is a guess" none_left --only-fuzzy

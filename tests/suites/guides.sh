# The guides show what the program shows, and say the same in both languages.  Their screens are made by docs/guide/*.keys:
#   # as PERSON:ROLE      who plays; # enter ARGUMENTS: where it begins
#   vi: …, en: …          a line of the script in one language
# In the text <!-- screen SCRIPT NAME --> stands above the block that holds this screen, runs of empty lines made one.  `make screens` renews them.

export PHIEU_NOW=2026-11-23T01:05:00.000Z

guide_play() {
    name=$(basename "$1" .keys)
    demo "$work/guides/run.db" || return 1
    sed "s/^$2: //; /^[a-z][a-z]: /d" "$1" >"$work/guides/keys"
    # shellcheck disable=SC2046
    "$phieu" --app forms/kdclgd --lang "$2" --db "$work/guides/run.db" --as "$(sed -n 's/^# as //p' "$1")" --script "$work/guides/keys" \
        enter $(sed -n 's/^# enter //p' "$1") >"$work/guides/$name.$2"
}

# guide_filled LANG: the guide with its screens as they are now; what it shows and no script makes is told.
guide_filled() {
    awk -v dir="$work/guides" -v lang="$1" '
        function show(script, name, file, line, on, found, empty) {
            file = dir "/" script "." lang
            while ((getline line <file) > 0) {
                if (line ~ /^── /) { on = line == "── " name; found = found || on; continue }
                if (!on || !sub(/^[|]/, "", line)) { continue }
                sub(/[|]$/, "", line); sub(/ +$/, "", line)
                if (line == "" && empty) { continue }
                empty = line == ""
                print line
            }
            close(file)
            if (!found) { print "no script makes " script " " name }
        }
        /^<!-- screen / { print; want = 1; script = $3; name = $4; next }
        want && /^```/ { print; show(script, name); inside = 1; want = 0; next }
        inside && /^```/ { inside = 0 }
        !inside { print }' "docs/guide.$1.md"
}
guide_same() {
    guide_filled "$1" >"$work/guides/now.md"
    [ -z "$UPDATE" ] || cp "$work/guides/now.md" "docs/guide.$1.md"
    ! grep -n '^no script makes' "$work/guides/now.md" && diff -u "docs/guide.$1.md" "$work/guides/now.md"
}

for keys in docs/guide/*.keys; do
    for lang in vi en; do
        ok "the script $(basename "$keys") is played ($lang)" guide_play "$keys" "$lang"
    done
done
for lang in vi en; do
    ok "the screens in docs/guide.$lang.md are what one sees" guide_same "$lang"
done

# Headings by their depth, tables by their rows, screens, and the keys and commands between backticks: the same in both, one after the other.
guide_bones() {
    awk '/^<!-- screen / { print; next } /^```/ { inside = !inside; next } inside { next }
        /^#/ { print $1 } /^[|]/ { print "|" } /^[0-9]+[.] |^- / { print $1 }
        { while (match($0, /`[^`]*`/)) { key = substr($0, RSTART + 1, RLENGTH - 2); $0 = substr($0, RSTART + RLENGTH)
              if (key ~ /^(F[0-9]+|Alt-.|Ctrl-.|Esc|Enter|Tab|Space|phieu .*)$/) { split(key, word, " "); print word[1], word[2] } } }' "$1"
}
guide_twins() {
    guide_bones docs/guide.vi.md >"$work/guides/vi.bones"
    guide_bones docs/guide.en.md >"$work/guides/en.bones"
    [ "$(wc -l <"$work/guides/vi.bones")" -gt 100 ] && diff "$work/guides/vi.bones" "$work/guides/en.bones"
}
ok "both guides have the same headings, rows, screens and keys" guide_twins

# What is named in italics is called so: titles and labels of the application and its summaries.
guide_names() {
    dot=${1#vi}
    dot=${dot:+.en}
    {
        sed -n "s/^\(title\|label\)$dot *= *//p" forms/kdclgd/app.ini forms/kdclgd/forms/*.ini
        sed -n "s/^-- title$dot: //p" forms/kdclgd/summaries/*.sql
    } >"$work/guides/names"
    awk '/^```/ { inside = !inside } !inside { gsub(/`[^`]*`/, ""); while (match($0, /(^|[^*])[*][^* ][^*]*[*]/)) { name = substr($0, RSTART, RLENGTH)
        $0 = substr($0, RSTART + RLENGTH); sub(/^[^*]*[*]/, "", name); sub(/[*]$/, "", name); print name } }' "docs/guide.$1.md" |
        sed '/^English: \|^Tiếng Việt: /d' | sort -u >"$work/guides/named"
    [ "$(wc -l <"$work/guides/named")" -gt 20 ] && ! grep -vxFf "$work/guides/names" "$work/guides/named"
}
for lang in vi en; do
    ok "what docs/guide.$lang.md names is called so on the screen" guide_names "$lang"
done

guide_scripts() {
    for keys in docs/guide/*.keys; do
        for shown in $(sed -n 's/^screen //p' "$keys"); do
            grep -q "^<!-- screen $(basename "$keys" .keys) $shown -->" docs/guide.vi.md || { echo "$keys: nobody shows $shown"; return 1; }
        done
    done
}
ok "every screen that a script makes is shown" guide_scripts
unset PHIEU_NOW

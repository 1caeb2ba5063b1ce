# What is made from the tables of commands and options: the manual page, the completion.

dir=$work/$suite

# mandoc is strict; without it groff's warnings have to do.
lint_man() {
    "$phieu" --man >"$dir/phieu.1" || return 1
    if command -v mandoc >/dev/null; then
        mandoc -Tlint -W warning "$dir/phieu.1"
    elif command -v groff >/dev/null; then
        groff -mandoc -Tutf8 -ww -z "$dir/phieu.1" 2>&1 | grep . && return 1
    fi
    grep -q '^\.TH PHIEU 1\|^\.Dt PHIEU 1' "$dir/phieu.1"
}

# Every command of --help stands in the manual page and in the completion.
named_in() {
    for c in $("$phieu" --lang en --help | sed -n 's/^  \([a-z][a-z-]*\)  *[^ -].*/\1/p'); do
        grep -q -- "$(echo "$c" | sed 's/-/\\\\*-/g')" "$1" || { echo "$1 does not name $c"; return 1; }
    done
}

# What bash offers for words that are begun: completes EXPECTED LINE.
completes() {
    bash -c '. "$1"; COMP_WORDS=($2); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_LINE=$2; COMP_POINT=${#2}
        "$(complete -p phieu | sed "s/.*-F \([^ ]*\).*/\1/")" phieu "${COMP_WORDS[COMP_CWORD]}" "" && echo "${COMPREPLY[@]}"' \
        - "$dir/phieu.bash" "$2" >"$work/said" 2>&1
    grep -qx "$1 *" "$work/said" || { cat "$work/said"; return 1; }
}

ok "the manual page is well made" lint_man
ok "the manual page names every command" named_in "$dir/phieu.1"
"$phieu" --completion >"$dir/phieu.bash"
ok "the completion is bash" bash -n "$dir/phieu.bash"
ok "the completion names every command" named_in "$dir/phieu.bash"
ok "the completion completes a command" completes validate "phieu val"

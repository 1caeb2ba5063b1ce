# Vietnamese input methods on the other side of the terminal: what tests/typing/ime.tsv says they send, cut in five ways, is typed
# into the real program, for which time runs fast.

dir=$work/$suite
db=$dir/run.db
letters="$phieu --lang en --app tests/fixtures/go_chu --db $db --as Mai:thu_ky"
fast="env ASAN_OPTIONS=verify_asan_link_order=0 LD_PRELOAD=$PWD/$build/tests/fast.so"

# Until a draft has been written that was not there before.
cat >"$dir/drafted" <<END
now=\$(sqlite3 '$db' 'SELECT max(at) FROM _draft')
[ -n "\$now" ] && [ "\$now" != "\$(cat '$dir/drafted.at' 2>/dev/null)" ] && echo "\$now" >'$dir/drafted.at'
END

# The table's streams, one a line: the text, then the bytes in hexadecimal.
grep -v '^#' tests/typing/ime.tsv | while IFS='	' read -r text bytes rest; do
    bytes=$(echo "$bytes" | sed 's/⌫/\\0177/g; s/␈/\\0010/g; s/<202F>/\\0342\\0200\\0257/g; s/<03\(0.\)>/\\0314\\02\1/g; s/<0323>/\\0314\\0243/g')
    printf '%s\t%s\n' "$text" "$(printf '%b' "$bytes" | od -An -v -tx1 | tr -d '\n')"
done >"$dir/streams"

# typed HOW: commands that type each stream into the field that has the focus and go on to the next field.
#   whole     at once
#   bytes     each byte alone
#   letters   cut in the middle of each letter of several bytes
#   rested    cut between erasing and typing, and the draft's two seconds pass there
#   fused     cut between two Backspaces, and behind the first letter that comes after them
typed() {
    awk -F'\t' -v how="$1" -v drafted="until sh $dir/drafted" '
        function erases(b) { return b == "7f" || b == "08" }
        function begins(b) { return b !~ /^[89ab]/ } # a letter, or nothing more comes
        function cut_behind(i) {
            if (how == "letters") return b[i] ~ /^[c-f]/
            if (how == "rested") return erases(b[i]) && !erases(b[i + 1])
            if (how == "fused") return (erases(b[i]) && erases(b[i + 1])) || (replaces && begins(b[i + 1]))
            return 0
        }
        {
            n = split($2, b, " ")
            out = ""
            replaces = 0 # this byte is of the first letter behind Backspaces
            for (i = 1; i <= n; i++) {
                replaces = !erases(b[i]) && ((i > 1 && erases(b[i - 1])) || (replaces && !begins(b[i])))
                out = out "\\x" b[i]
                if (i < n && cut_behind(i)) {
                    print "send " out "\ntaken"
                    if (how == "rested") print drafted
                    out = ""
                }
            }
            print (how == "bytes" ? "drip " : "send ") out "\nat " $1 "\nkey Tab"
        }' "$dir/streams"
}

# All streams into a new record, which is saved and read by the sqlite3 shell.  HOW
stored() {
    rm -f "$db" "$db-wal" "$db-shm" "$dir/drafted.at"
    $letters enter --script /dev/null || return 1
    { cat <<END
spawn $fast $letters enter dong
wait F6 New
key F6
wait Line 1
send $1
key Tab
END
      typed "$1"
      cat <<END
key F10
wait Saved
key Ctrl-Q
exit 0
END
    } >"$dir/keys"
    "$pty" -h "$HOME" <"$dir/keys" || return 1
    sqlite3 -newline '
' -separator '
' "$db" "SELECT $(seq -s ', ' -f d%g 19) FROM dong WHERE ma = '$1'" >"$dir/stored"
    cut -f1 "$dir/streams" | diff - "$dir/stored"
}
ok "there are nineteen streams of input methods" [ "$(wc -l <"$dir/streams")" = 19 ]
ok "twelve and more were read from terminals" [ "$(grep -v '^#' tests/typing/ime.tsv | cut -f3 | grep -c '^terminal')" = 13 ]
# rule: Vietnamese IME over a terminal
ok "what input methods send makes the right text" stored whole
ok "… when each byte comes alone" stored bytes
ok "… when letters are cut in the middle" stored letters
ok "… when the draft's two seconds pass between erasing and typing" stored rested
ok "… when what belongs together is cut, and what does not is fused" stored fused

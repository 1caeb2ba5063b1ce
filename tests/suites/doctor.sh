# phieu doctor: what it says in a pipe, what it finds on a terminal that sends other sequences, and what becomes of what it saves.

dir=$work/$suite
mkdir -p "$dir"
# ---- in a pipe ----

ok "without a terminal it tells what can be known" says 0 "TERM: vt220 (" env TERM=vt220 "$phieu" --lang en doctor
everything() {
    env TERM=xterm-256color LANG=C.UTF-8 XDG_CONFIG_HOME="$dir/nobody" "$phieu" --lang en --app forms/kdclgd --db "$dir/none.db" doctor </dev/null >"$dir/told" || return 1
    for line in 'locale: LANG=C.UTF-8, UTF-8' 'colours: 256' 'borders: drawn as letters (by TERM and locale)' 'size: standard output is no terminal' \
        'application: forms/kdclgd (--app)' "database: $dir/none.db, not there yet (--db)" 'language: en (--lang)' \
        "keys: as shipped ('phieu keys' prints them)" "$dir/nobody/phieu/phieu.ini: not there"; do
        grep -qxF -- "  $line" "$dir/told" || { echo "not told: $line"; cat "$dir/told"; return 1; }
    done
}
ok "it names each setting with its source" everything
configured() {
    mkdir -p "$dir/conf/phieu"
    printf '[phieu]\nborders = ascii\nkeys = phim.ini\ndb = /tmp/x.db\n' >"$dir/conf/phieu/phieu.ini"
    printf '[sequences]\nf1 = "\\e[11~"\n' >"$dir/conf/phieu/phim.ini"
    env TERM=screen XDG_CONFIG_HOME="$dir/conf" "$phieu" --lang en doctor </dev/null >"$dir/told" || return 1
    grep -qF "borders: drawn as + - | (borders = ascii, $dir/conf/phieu/phieu.ini:2)" "$dir/told" &&
        grep -qF "keys: $dir/conf/phieu/phim.ini, 1 sequence ($dir/conf/phieu/phieu.ini:3)" "$dir/told" &&
        grep -qF "($dir/conf/phieu/phieu.ini:4)" "$dir/told" && grep -qF "$dir/conf/phieu/phieu.ini: read" "$dir/told"
}
ok "… by file and line" configured
ok "a type that nobody knows is told" says 0 "terminfo does not have it" env TERM=nobody-knows "$phieu" --lang en doctor
ok "a hostile one does not reach the terminal" says 0 'TERM: x^[[2J (' env TERM="$(printf 'x\033[2J')" "$phieu" --lang en doctor
ok "on the Linux console the font with all letters is named" says 0 'FONTFACE="Fixed", CODESET="Vietnamese" and FONTSIZE="8x16"' \
    env TERM=linux "$phieu" --lang en doctor
ok "a locale without UTF-8 is told" says 0 "Set LANG=C.UTF-8" env LC_ALL=C "$phieu" --lang en doctor
ok "an application that cannot be opened is told" says 0 "'phieu check' tells what is wrong" "$phieu" --lang en --app "$dir/none" doctor
faulty() {
    printf '[sequences]\nf1 = x\n' >"$dir/conf/phieu/phim.ini"
    says 0 "with the faults told above" env XDG_CONFIG_HOME="$dir/conf" "$phieu" --lang en doctor </dev/null && grep -q 'phim.ini:2: ' "$work/said"
}
ok "a faulty file of keys is told and does not stop it" faulty
faulty_ini() {
    mkdir -p "$dir/faulty/phieu" && printf '[phieu]\ncolour = blue\n' >"$dir/faulty/phieu/phieu.ini" || return 1
    says 0 "Correct what is told above of phieu.ini" env XDG_CONFIG_HOME="$dir/faulty" TERM=vt220 "$phieu" --lang en --app forms/kdclgd doctor </dev/null &&
        grep -q "phieu.ini:2: " "$work/said" && grep -qF "TERM: vt220 (" "$work/said" && grep -q "application: forms/kdclgd" "$work/said" &&
        ! env XDG_CONFIG_HOME="$dir/faulty" "$phieu" --app forms/kdclgd list
}
ok "a faulty phieu.ini is told, and the rest is looked at" faulty_ini

# ---- on a terminal ----

# visit SCRIPT: from the first key on.
visit() {
    "$pty" -s 60x100 -h "$dir/home" <<END
spawn $phieu --app forms/kdclgd doctor
wait Try the keys
send y\n
wait Press F1:
$1
exit 0
END
}
# F1 sends what nobody knows, F3 what F2 sends; borders are straight only when drawn by the switch.
saved() {
    rm -rf "$dir/home"
    mkdir -p "$dir/home/phieu"
    printf '# mine\n[phieu]\nlang = en\n' >"$dir/home/phieu/phieu.ini"
    visit 'send \e[90q
wait Press F2:
send \eOQ
wait Press F3:
send \eOQ
wait Press F4:
send \r
wait Press F5:
send \e
wait Press F5:
send [15~
wait Press F6:
key Ctrl-Q
wait Lines are drawn as letters
wait │ uùủũúụưừửữứựyỳỷỹýỵUÙỦŨÚỤƯỪỬỮỨỰYỲỶỸÝỴ   │
send n
wait own switch
send y
wait Can every letter be read
send n
wait F1: \e[90q → ? (! can be taught)
wait F3: \eOQ → F2 (! another key sends the same)
wait borders: acs
wait Save this for the next time?
send y\n
wait Written: '"$dir/home/phieu/phieu.ini"'
wait DejaVu Sans Mono, Hack' || return 1
    printf '# mine\n[phieu]\nlang = en\nkeys = keys.ini\nborders = acs\n' | diff - "$dir/home/phieu/phieu.ini" &&
        printf '[sequences xterm_256color]\nf1 = "\\e[90q"\n' | diff - "$dir/home/phieu/keys.ini"
}
ok "wrong keys and crooked borders are found, and what helps is saved" saved
helps() {
    demo "$dir/run.db"
    "$pty" -h "$dir/home" <<END
spawn $phieu --app forms/kdclgd --db $dir/run.db
wait Set up the period
send \e[90q
wait Alt-v means
key Ctrl-Q
exit 0
END
}
ok "what was saved helps: the key works" helps
again() {
    visit 'send \e[90q
wait Press F2:
key Ctrl-Q
wait own switch
send y
wait Can every letter be read
send y
wait F1: \e[90q → F1
wait all that could be seen is as it should be'
}
ok "visited again, there is nothing to propose" again
not_saved() {
    cp -R "$dir/home/phieu" "$dir/before"
    visit 'send \e[90q
wait Press F2:
send \e[91q
wait Press F3:
key Ctrl-Q
wait own switch
send \r
wait Can every letter be read
send \r
wait Save this
send n\n' && diff -r "$dir/before" "$dir/home/phieu"
}
ok "nothing is saved without a yes" not_saved
hung_up() {
    "$pty" -h "$dir/home" <<END
limit 5
spawn $phieu --app forms/kdclgd doctor
wait Try the keys
send y\n
wait Press F1:
close
exit any
END
}
ok "hung up, it ends" hung_up

# What the compiler and the linker were told, and that two builds are the same.

dir=$work/$suite

# of WHAT: whether readelf shows it; sanitizers and coverage build otherwise.
shows() {
    readelf -W "$1" "$phieu" | grep -q "$2"
}
no_exec_stack() {
    readelf -W -l "$phieu" | grep GNU_STACK | grep -q 'RW ' && ! readelf -W -l "$phieu" | grep GNU_STACK | grep -q RWE
}
ok "the program lies anywhere in memory" shows -h "DYN "
if grep -q relro "$build/flags.mk"; then
    ok "all addresses are resolved at the start and can then not be written" shows -d "NOW"
    ok "… nor the tables of the linker" shows -l "GNU_RELRO"
fi
ok "nothing on the stack is run" no_exec_stack
if ! grep -q "fsanitize\|coverage" "$build/flags.mk" && grep -q FORTIFY "$build/flags.mk"; then
    ok "writing past a buffer on the stack is noticed" shows -s "__stack_chk_fail"
    ok "… also by the C library's functions" shows -s "_chk@GLIBC"
fi

# One layer, twice, in two folders; the whole program: make reproducible.
twice() {
    for copy in one two/deeper; do
        mkdir -p "$dir/$copy/tests" && cp -R src Makefile "$dir/$copy" && cp tests/flags.sh "$dir/$copy/tests" &&
            make -s -C "$dir/$copy" B=build build/libbase.a >"$dir/made" 2>&1 || { cat "$dir/made"; return 1; }
    done
    cmp "$dir/one/build/libbase.a" "$dir/two/deeper/build/libbase.a"
}
ok "the same source makes the same bytes in another folder" twice

sbom() {
    sh tests/sbom.sh 0 "$phieu" >"$dir/sbom" && [ "$(sqlite3 :memory: "SELECT json_valid(CAST(readfile('$dir/sbom') AS TEXT))")" = 1 ] &&
        grep -q '"name":"libsqlite3-0","versionInfo":"3' "$dir/sbom"
}
if command -v dpkg-query >/dev/null; then
    ok "the bill of materials names the libraries and their versions" sbom
else
    echo "skipped: the bill of materials (no dpkg here)"
fi

# A bare machine has no compiler when make first asks: what was answered then would stay.
no_compiler() {
    ! sh tests/flags.sh no-such-compiler >"$dir/none" 2>&1 && [ ! -s "$dir/none" ]
}
ok "without a compiler nothing is said of what it takes" no_compiler

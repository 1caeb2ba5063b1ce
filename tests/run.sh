#!/bin/sh
# run.sh BUILD [SUITE…]: the tests of the whole program, one suite a file of tests/suites; ends with a line of counts.
cd "$(dirname "$0")/.." || exit 1
build=$1
shift
[ $# -gt 0 ] || set -- $(cd tests/suites && ls -- *.sh | sed 's/\.sh$//')
passed=0
failed=0
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT INT TERM

# ok NAME COMMAND…: one test.
ok() {
    name=$1
    shift
    if "$@" >"$work/out" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $name"
        sed 's/^/    /' "$work/out" | head -40
    fi
}

phieu=$PWD/$build/phieu
for suite in "$@"; do
    mkdir -p "$work/$suite"
    . "tests/suites/$suite.sh"
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]

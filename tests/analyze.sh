#!/bin/sh
# analyze.sh BUILD: what cppcheck, clang-tidy and gcc -fanalyzer find; ends with failure when it is anything (make analyze).
# What is passed over, and why: .clang-tidy, and tests/cppcheck.txt.
cd "$(dirname "$0")/.." || exit 1
bad=0
echo "cppcheck"
cppcheck -q -j2 --std=c11 --enable=warning,performance,portability --inline-suppr --suppressions-list=tests/cppcheck.txt \
    --error-exitcode=1 -Isrc src || bad=1
echo "clang-tidy"
# shellcheck disable=SC2016
find src -name '*.c' -print0 | xargs -0 -n 8 -P 2 sh -c 'clang-tidy --quiet --warnings-as-errors="*" "$@" -- -std=c17 \
    -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE -DPHIEU_VERSION=\"0\" -DPHIEU_PREFIX=\"/\" -Isrc' sh 2>"$1/tidy.log" || bad=1
exit $bad

#!/bin/sh
# Every header compiles alone and opens with a comment that says what it is.
# usage: headers.sh CC FLAGS…
cd "$(dirname "$0")/../.." || exit 1
bad=0
for h in src/*/*.h; do
    "$@" -MF /dev/null -Wno-pedantic -fsyntax-only -x c "$h" || bad=1
    sed -n '4p' "$h" | grep -q '^/\*' || { echo "$h:4: the opening comment is missing"; bad=1; }
done
exit $bad

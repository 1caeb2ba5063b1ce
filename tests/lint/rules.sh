#!/bin/sh
# Every rule of tests/rules.tsv is named by a test ("rule: NAME"), and tests name no other.
cd "$(dirname "$0")/../.." || exit 1
rules=$(grep -v '^#' tests/rules.tsv | cut -f1)
named=$(grep -rhoE '(#|\*|//) rule: .*' tests/unit tests/suites | sed 's/^[#*/]* rule: //; s/ *\*\/.*$//' | sort -u)
bad=0
IFS='
'
for rule in $rules; do
    echo "$named" | grep -qxF "$rule" || { echo "no test holds the rule '$rule'"; bad=1; }
done
for name in $named; do
    echo "$rules" | grep -qxF "$name" || { echo "a test names the rule '$name', which is not in tests/rules.tsv"; bad=1; }
done
exit $bad
